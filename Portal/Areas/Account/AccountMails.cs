using System.Threading.Channels;
using Portal.Core.Identity.SignIn;
using Portal.Core.Notifications.Contracts;

namespace Portal.Areas.Account;

/// <summary>
/// Sends links for choosing a password. A page only hands the mail in and answers at once, so that
/// its time tells nobody whether there was somebody to write to. What is not sent when the process
/// ends is lost; the person asks again.
/// </summary>
public sealed partial class AccountMails(
    IServiceScopeFactory scopes,
    IConfiguration configuration,
    ILogger<AccountMails> log
) : BackgroundService
{
    private readonly Channel<OutgoingMail> _waiting = Channel.CreateBounded<OutgoingMail>(1000);

    public void SendReset(PasswordLinkMail mail, string baseAddress) =>
        Enqueue(
            mail,
            baseAddress,
            "Choose a new password for Portal",
            "Somebody, probably you, asked for a new password. Choose one here; the link works once, for an hour:"
        );

    public void SendInvitation(PasswordLinkMail mail, string baseAddress) =>
        Enqueue(
            mail,
            baseAddress,
            "You are invited to Portal",
            "You have been given a role in Portal. Choose your password here; the link works once, for seven days:"
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var mail in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            var sender = scope.ServiceProvider.GetRequiredService<IMailSender>();
            var (answer, why) = await sender.SendAsync(mail, stoppingToken);
            if (answer is not MailAnswer.Accepted)
            {
                NotSent(mail.Id, answer, why);
            }
        }
    }

    private void Enqueue(PasswordLinkMail mail, string baseAddress, string subject, string text)
    {
        var link =
            $"{Address(baseAddress)}/account/reset-password?link={Uri.EscapeDataString(mail.Link)}";
        var id = Guid.CreateVersion7().ToString("N");
        var body =
            $"Hello {mail.DisplayName},\n\n{text}\n\n{link}\n\nIf this was not meant for you, do nothing.\n";
        if (!_waiting.Writer.TryWrite(new OutgoingMail(id, mail.Email, subject, body)))
        {
            NotSent(id, MailAnswer.Postponed, "Too many mails are waiting.");
        }
    }

    /// <summary>
    /// The configured public address: a link built from the request's Host header could be pointed at
    /// a thief's site. Without one, only this machine's own address is taken from the request.
    /// </summary>
    private string Address(string baseAddress)
    {
        if (configuration["Web:PublicAddress"] is { Length: > 0 } configured)
        {
            return configured.TrimEnd('/');
        }

        return new Uri(baseAddress).IsLoopback
            ? baseAddress.TrimEnd('/')
            : throw new InvalidOperationException(
                "Web:PublicAddress is not set; mails need it for their links."
            );
    }

    [LoggerMessage(1, LogLevel.Warning, "Account mail {MailId} was not sent: {Answer} {Why}")]
    private partial void NotSent(string mailId, MailAnswer answer, string? why);
}
