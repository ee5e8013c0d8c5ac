using System.Diagnostics;
using System.Globalization;

namespace Portal.Tests.Infrastructure;

/// <summary>
/// A PostgreSQL cluster of one test, made by the installed binaries in a temporary directory, to be
/// stopped the hard way and started again. Durability is left as it is by default.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly bool IsRoot = Environment.UserName == "root";

    private readonly string _bin = NewestBin();
    private readonly string _home = Path.Combine("/var/tmp", $"portal-test-{Guid.NewGuid():N}");
    private readonly int _port = FreePort.Find();

    private readonly string _options;

    private PrivatePostgres(string[] settings) =>
        _options = string.Join(
            ' ',
            new[]
            {
                string.Create(CultureInfo.InvariantCulture, $"port={_port}"),
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=''",
            }
                .Concat(settings)
                .Select(s => $"-c {s}")
        );

    /// <summary>As superuser.</summary>
    public string AdminConnection =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Timeout=5";

    /// <param name="settings">E.g. <c>max_connections=20</c>; anything else is as by default.</param>
    public static async Task<PrivatePostgres> StartNewAsync(params string[] settings)
    {
        var postgres = new PrivatePostgres(settings);
        await postgres.RunAsync(
            "initdb",
            "--pgdata",
            postgres._home,
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8"
        );
        await postgres.StartAsync();
        return postgres;
    }

    public Task StartAsync() =>
        RunAsync(
            "pg_ctl",
            "start",
            "--pgdata",
            _home,
            "--wait",
            "--log",
            Path.Combine(_home, "server.log"),
            "--options",
            _options
        );

    /// <summary>Ends every process of the server at once: nothing is written back, the next start recovers.</summary>
    public Task StopImmediatelyAsync() =>
        RunAsync("pg_ctl", "stop", "--pgdata", _home, "--mode=immediate", "--wait");

    /// <summary>SIGKILL of the postmaster and every process of it: no handler runs, its files stay as they lie.</summary>
    public async Task KillAsync()
    {
        var lockFile = Path.Combine(_home, "postmaster.pid");
        var postmaster = int.Parse(
            (await File.ReadAllLinesAsync(lockFile))[0],
            CultureInfo.InvariantCulture
        );
        // A postmaster that stands still starts nobody while the others are looked up.
        await SignalAsync("-STOP", [postmaster]);
        int[] everybody = [postmaster, .. ChildrenOf(postmaster)];
        await SignalAsync("-KILL", everybody);
        await Eventually.TrueAsync(
            () => Task.FromResult(!everybody.Any(IsRunning)),
            "PostgreSQL is dead"
        );
        if (StatusOf(postmaster) is not null)
        {
            // Where nobody reaps orphans the dead one keeps its id, and the next start takes it for alive.
            File.Delete(lockFile);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(_home, "postmaster.pid")))
        {
            await StopImmediatelyAsync();
        }

        Directory.Delete(_home, recursive: true);
    }

    /// <summary>PostgreSQL refuses to run as root; its own user then owns the cluster.</summary>
    private async Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_bin, program);
        string[] command = IsRoot
            ? ["runuser", "-u", "postgres", "--", path, .. arguments]
            : [path, .. arguments];
        // The server inherits the streams and keeps them open, so they are not ours to read.
        using var process = Process.Start(
            new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", .. command])
            {
                WorkingDirectory = "/",
            }
        )!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}.");
    }

    private static async Task SignalAsync(string signal, int[] processes)
    {
        using var kill = Process.Start(
            "kill",
            [signal, .. processes.Select(p => p.ToString(CultureInfo.InvariantCulture))]
        );
        await kill.WaitForExitAsync();
    }

    private static IEnumerable<int> ChildrenOf(int parent) =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0)
            .Where(id => id > 0 && StatusOf(id) is { } status && status.Parent == parent);

    private static bool IsRunning(int process) => StatusOf(process) is { State: not 'Z' };

    /// <summary>From e.g. <c>4242 (postgres) S 1 4242 …</c>; null when there is no such process.</summary>
    private static (char State, int Parent)? StatusOf(int process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Where ./portal looks, the newest first; what is on the PATH comes last.</summary>
    private static string NewestBin()
    {
        string[] roots = ["/usr/lib/postgresql", "/usr"];
        var installed = roots
            .Where(Directory.Exists)
            .SelectMany(r => Directory.EnumerateDirectories(r))
            .Select(d => (Folder: Path.Combine(d, "bin"), Version: VersionOf(d)))
            .Where(d => d.Version > 0)
            .OrderByDescending(d => d.Version)
            .Select(d => d.Folder);
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return installed.Concat(onPath).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            ?? throw new InvalidOperationException(
                "No initdb was found; the tests need PostgreSQL's server programs."
            );
    }

    /// <summary>E.g. <c>/usr/lib/postgresql/16</c>, <c>/usr/pgsql-16</c>.</summary>
    private static int VersionOf(string folder)
    {
        var name = Path.GetFileName(folder).Replace("pgsql-", "", StringComparison.Ordinal);
        return int.TryParse(name, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
