using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Tests.Notifications;

/// <summary>How the mail server of a test behaves.</summary>
public enum MailServerMood
{
    Accepting,
    Refusing,
    Postponing,
    Hanging,
}

/// <summary>An SMTP server on a free port: takes mails, refuses them, or takes the call and says nothing.</summary>
public sealed class MailServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();

    public MailServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public MailServerMood Mood { get; set; }

    public int Port { get; }

    public ConcurrentQueue<string> Mails { get; } = new();

    /// <summary>From now on nobody answers.</summary>
    public void Close()
    {
        _closing.Cancel();
        _listener.Stop();
    }

    public void Dispose()
    {
        Close();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var caller = client;
        using var reader = new StreamReader(caller.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(caller.GetStream(), new UTF8Encoding(false))
        {
            AutoFlush = true,
            NewLine = "\r\n",
        };
        try
        {
            if (Mood is MailServerMood.Hanging)
            {
                await Task.Delay(Timeout.Infinite, _closing.Token);
            }

            await writer.WriteLineAsync("220 test");
            while (await reader.ReadLineAsync(_closing.Token) is { } line)
            {
                await writer.WriteLineAsync(await AnswerAsync(line, reader, writer));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The caller went away, or the test is over.
        }
    }

    private async Task<string> AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        if (line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase))
        {
            return Mood switch
            {
                MailServerMood.Refusing => "550 no such user",
                MailServerMood.Postponing => "451 come back later",
                _ => "250 ok",
            };
        }

        if (!line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
        {
            return "250 ok";
        }

        await writer.WriteLineAsync("354 go on");
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_closing.Token) is { } text && text != ".")
        {
            mail.AppendLine(text);
        }

        // Headers as they came, the body decoded.
        var parts = mail.ToString().Replace("\r", "", StringComparison.Ordinal).Split("\n\n", 2);
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(parts[1]));
        Mails.Enqueue($"{parts[0]}\n\n{body}");
        return "250 taken";
    }
}
