using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Portal.Core.Notifications.Contracts;

namespace Portal.Core.Notifications;

/// <summary>Hands mails to an SMTP server.</summary>
internal sealed class SmtpMailSender(IOptions<MailOptions> options) : IMailSender
{
    public async Task<(MailAnswer Answer, string? Why)> SendAsync(
        OutgoingMail mail,
        CancellationToken ct
    )
    {
        var settings = options.Value;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.Timeout);
        using var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.UseTls,
            Credentials = settings.User is null
                ? null
                : new System.Net.NetworkCredential(settings.User, settings.Password),
        };
        try
        {
            using var message = Compose(mail, settings.From);
            await client.SendMailAsync(message, limit.Token).WaitAsync(limit.Token);
            return (MailAnswer.Accepted, null);
        }
        catch (FormatException)
        {
            return (MailAnswer.Refused, "The address is not valid.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (MailAnswer.Unreachable, "The mail server did not answer in time.");
        }
        catch (SmtpException e)
        {
            return (Meaning(e), e.GetBaseException().Message);
        }
    }

    private static MailMessage Compose(OutgoingMail mail, string from)
    {
        var message = new MailMessage(from, mail.To, mail.Subject, mail.Body)
        {
            BodyEncoding = Encoding.UTF8,
            SubjectEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{mail.Id}@portal>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>Status codes of 500 and above are final for the mail; those of 400 and above ask for patience.</summary>
    private static MailAnswer Meaning(SmtpException e) =>
        e.GetBaseException() is SocketException or IOException ? MailAnswer.Unreachable
        : (int)e.StatusCode >= 500 ? MailAnswer.Refused
        : (int)e.StatusCode >= 400 ? MailAnswer.Postponed
        : MailAnswer.Unreachable;
}
