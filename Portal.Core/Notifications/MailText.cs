using System.Globalization;
using System.Net.Mail;
using System.Text;
using Portal.Core.Notifications.Contracts;

namespace Portal.Core.Notifications;

/// <summary>A mail as it travels: headers in ASCII, the body in base64, so that no line of it can be mistaken for anything else.</summary>
internal static class MailText
{
    private const int LineLength = 76;

    /// <summary>Bytes of UTF-8 in one encoded word, so that it stays within the 75 characters it may have.</summary>
    private const int WordBytes = 42;

    /// <summary>The bare address, or null when it is none or would break out of its line.</summary>
    public static string? AddressOrNull(string text) =>
        MailAddress.TryCreate(text, out var parsed)
        && parsed.Address.All(c => c is > ' ' and < (char)127 and not '<' and not '>')
            ? parsed.Address
            : null;

    public static string Compose(OutgoingMail mail, string from, string to, DateTimeOffset now)
    {
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(mail.Body));
        var text = new StringBuilder()
            .Append(
                CultureInfo.InvariantCulture,
                $"Date: {now.ToUniversalTime():ddd, dd MMM yyyy HH:mm:ss} +0000\r\n"
            )
            .Append(CultureInfo.InvariantCulture, $"From: <{from}>\r\nTo: <{to}>\r\n")
            .Append(CultureInfo.InvariantCulture, $"Subject: {EncodeWords(mail.Subject)}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Message-ID: <{mail.Id}@portal>\r\n")
            .Append("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n")
            .Append(
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            );
        for (var at = 0; at < body.Length; at += LineLength)
        {
            text.Append(body.AsSpan(at, Math.Min(LineLength, body.Length - at))).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>Plain when it is plain, else e.g. <c>=?utf-8?B?w6nDqQ==?=</c>, folded between words.</summary>
    private static string EncodeWords(string line)
    {
        if (line.Length < LineLength && line.All(c => c is >= ' ' and < (char)127))
        {
            return line;
        }

        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in line.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(word.ToString()) + rune.Utf8SequenceLength > WordBytes)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            word.Append(rune.ToString());
        }

        words.Add(word.ToString());
        return string.Join(
            "\r\n ",
            words.Select(w => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(w))}?=")
        );
    }
}
