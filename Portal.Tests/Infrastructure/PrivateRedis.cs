using System.Diagnostics;
using System.Net.Sockets;

namespace Portal.Tests.Infrastructure;

/// <summary>A Redis of one test, to be killed, filled and started again. It keeps nothing on disk.</summary>
internal sealed class PrivateRedis : IAsyncDisposable
{
    private readonly int _port = FreePort.Find();
    private Process? _server;

    private PrivateRedis() { }

    public string Address => $"127.0.0.1:{_port}";

    public static async Task<PrivateRedis> StartNewAsync()
    {
        var redis = new PrivateRedis();
        await redis.StartAsync();
        return redis;
    }

    /// <summary>Starts it, empty, on the port it had before.</summary>
    public async Task StartAsync()
    {
        _server = Process.Start(
            new ProcessStartInfo(
                "redis-server",
                ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        _server.OutputDataReceived += (_, _) => { };
        _server.BeginOutputReadLine();
        await Eventually.TrueAsync(IsListeningAsync, "the private Redis answers");
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_server is not { } server)
        {
            return;
        }

        _server = null;
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
