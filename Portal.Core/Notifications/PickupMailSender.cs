using System.Text;
using Microsoft.Extensions.Options;
using Portal.Core.Notifications.Contracts;

namespace Portal.Core.Notifications;

/// <summary>Writes mails as files, for installations without a mail server.</summary>
internal sealed class PickupMailSender(IOptions<MailOptions> options) : IMailSender
{
    public async Task<(MailAnswer Answer, string? Why)> SendAsync(
        OutgoingMail mail,
        CancellationToken ct
    )
    {
        var folder = options.Value.PickupPath;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, $"{mail.Id}.eml"),
            $"""
            From: {options.Value.From}
            To: {mail.To}
            Subject: {mail.Subject}
            Message-ID: <{mail.Id}@portal>
            Content-Type: text/plain; charset=utf-8

            {mail.Body}
            """,
            Encoding.UTF8,
            ct
        );
        return (MailAnswer.Accepted, null);
    }
}
