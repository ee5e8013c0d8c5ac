using System.Globalization;
using System.Text;

namespace Portal.Core.Notifications;

/// <summary>What an SMTP server answered: <c>550 no such user</c>.</summary>
internal sealed record SmtpReply(int Code, string Text);

/// <summary>Question and answer with an SMTP server.</summary>
internal sealed class SmtpTalk(Stream stream) : IDisposable
{
    /// <summary>No server has that much to say; one that does is not listened to.</summary>
    private const int MaxReplyLines = 100;

    private readonly StreamReader _reader = new(stream, Encoding.ASCII);

    public void Dispose() => _reader.Dispose();

    /// <summary>For what must work before any mail can be handed over; anything else means there is no server for us.</summary>
    public async Task ExpectAsync(string? line, int code, CancellationToken ct)
    {
        if (await TryAsync(line, code, ct) is { } other)
        {
            throw new IOException($"The mail server answered {other.Text}");
        }
    }

    /// <summary>Says a line, or nothing; answers null when the server replied as expected.</summary>
    public async Task<SmtpReply?> TryAsync(string? line, int code, CancellationToken ct)
    {
        if (line is not null)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"), ct);
        }

        var reply = await ReadAsync(ct);
        return reply.Code == code ? null : reply;
    }

    /// <summary>Replies may have several lines; all but the last have a dash behind the code: <c>250-SIZE</c>.</summary>
    private async Task<SmtpReply> ReadAsync(CancellationToken ct)
    {
        for (var i = 0; i < MaxReplyLines; i++)
        {
            var line =
                await _reader.ReadLineAsync(ct)
                ?? throw new IOException("The mail server closed the connection.");
            var isLast = line.Length < 4 || line[3] != '-';
            if (isLast)
            {
                return int.TryParse(
                    line.AsSpan(0, Math.Min(3, line.Length)),
                    CultureInfo.InvariantCulture,
                    out var code
                )
                    ? new SmtpReply(code, line)
                    : throw new IOException("What answers is no mail server.");
            }
        }

        throw new IOException("The mail server does not come to an end.");
    }
}
