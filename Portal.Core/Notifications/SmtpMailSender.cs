using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Options;
using Portal.Core.Notifications.Contracts;

namespace Portal.Core.Notifications;

/// <summary>
/// Hands mails to an SMTP server, one connection each. The framework's own client keeps threads busy
/// after it was cancelled, so a server that hangs would slow down the whole worker.
/// </summary>
internal sealed class SmtpMailSender(IOptions<MailOptions> options, TimeProvider clock)
    : IMailSender
{
    public async Task<(MailAnswer Answer, string? Why)> SendAsync(
        OutgoingMail mail,
        CancellationToken ct
    )
    {
        if (MailText.AddressOrNull(mail.To) is not { } to)
        {
            return (MailAnswer.Refused, "The address is not valid.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            return await DeliverAsync(mail, to, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (MailAnswer.Unreachable, "The mail server did not answer in time.");
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            return (MailAnswer.Unreachable, e.Message);
        }
    }

    private async Task<(MailAnswer Answer, string? Why)> DeliverAsync(
        OutgoingMail mail,
        string to,
        CancellationToken ct
    )
    {
        var settings = options.Value;
        using var client = new TcpClient();
        await client.ConnectAsync(settings.Host!, settings.Port, ct);
        using var plain = new SmtpTalk(client.GetStream());
        await plain.ExpectAsync(null, 220, ct);
        await plain.ExpectAsync("EHLO portal", 250, ct);
        using var secure = settings.UseTls ? await SecureAsync(plain, client, ct) : null;
        var talk = secure ?? plain;

        if (settings.User is { } user)
        {
            var secret = Encoding.UTF8.GetBytes($"\0{user}\0{settings.Password}");
            await talk.ExpectAsync($"AUTH PLAIN {Convert.ToBase64String(secret)}", 235, ct);
        }

        var text = MailText.Compose(mail, settings.From, to, clock.GetUtcNow());
        var refusal =
            await talk.TryAsync($"MAIL FROM:<{settings.From}>", 250, ct)
            ?? await talk.TryAsync($"RCPT TO:<{to}>", 250, ct)
            ?? await talk.TryAsync("DATA", 354, ct)
            ?? await talk.TryAsync($"{text}.", 250, ct);
        return refusal switch
        {
            null => (MailAnswer.Accepted, null),
            { Code: >= 500 } => (MailAnswer.Refused, refusal.Text),
            _ => (MailAnswer.Postponed, refusal.Text),
        };
    }

    private async Task<SmtpTalk> SecureAsync(SmtpTalk plain, TcpClient client, CancellationToken ct)
    {
        await plain.ExpectAsync("STARTTLS", 220, ct);
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = options.Value.Host },
            ct
        );
        var secure = new SmtpTalk(stream);
        await secure.ExpectAsync("EHLO portal", 250, ct);
        return secure;
    }
}
