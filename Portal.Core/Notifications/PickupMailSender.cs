using System.Text;
using Microsoft.Extensions.Options;
using Portal.Core.Notifications.Contracts;

namespace Portal.Core.Notifications;

/// <summary>Writes mails as files, for installations without a mail server.</summary>
internal sealed class PickupMailSender(IOptions<MailOptions> options, TimeProvider clock)
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

        Directory.CreateDirectory(options.Value.PickupPath);
        await File.WriteAllTextAsync(
            Path.Combine(options.Value.PickupPath, $"{mail.Id}.eml"),
            MailText.Compose(mail, options.Value.From, to, clock.GetUtcNow()),
            Encoding.ASCII,
            ct
        );
        return (MailAnswer.Accepted, null);
    }
}
