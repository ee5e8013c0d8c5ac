using System.Collections.Concurrent;
using System.Diagnostics;

namespace Portal.Tests.Infrastructure;

/// <summary>
/// A worker as a process of its own, to be killed or frozen. It ends with the test, whatever happens.
/// </summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private WorkerProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.OutputDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <param name="portal">Whose database it works on.</param>
    /// <param name="settings">Configuration beside the connections, e.g. <c>Gateway__Url</c>.</param>
    /// <param name="queues">The queues of jobs it serves beside its loops.</param>
    public static WorkerProcess Start(
        TestPortal portal,
        IReadOnlyDictionary<string, string> settings,
        string queues = "low"
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Portal.Jobs.dll"),
                "worker",
                "--queues",
                queues,
            },
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (key, value) in portal.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Whether a line of its log has the words.</summary>
    public bool Said(string words) =>
        _said.Any(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public Task FreezeAsync() => SignalAsync("-STOP");

    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>SIGTERM; it has to end well.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("-TERM");
        await _process.WaitForExitAsync();
        Assert.True(
            _process.ExitCode == 0,
            $"The worker ended with {_process.ExitCode}: {string.Join('\n', _said.TakeLast(40))}"
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start(
            "kill",
            [signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]
        );
        await kill.WaitForExitAsync();
    }
}
