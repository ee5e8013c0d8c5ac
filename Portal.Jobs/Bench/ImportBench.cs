using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Portal.Core.Imports.Samples;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Bench;

/// <summary>
/// A file of a million order lines to orders, by <c>orders import --wait</c> in a process of its own,
/// whose memory is measured too. The floor is a binary COPY of the very rows that the import wrote
/// into tables with the same columns, defaults, checks and indexes.
/// </summary>
internal sealed class ImportBench : IBenchmark
{
    private const int Rows = 1_000_000;
    private const int WarmRows = 20_000;
    private const int Seed = 7;
    private const long Megabyte = 1024 * 1024;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public string Name => "import";

    public async Task<IReadOnlyList<BenchFigure>> RunAsync(BenchBed bed, CancellationToken ct)
    {
        var tenant = await bed.AddTenantAsync("import", ct);
        using var folder = new BenchFolder();

        // Makes the assortment known, as drafts; then it is shared out among the shops.
        var warm = await GenerateAsync(folder, "warm", WarmRows, ct);
        await ImportAsync(warm, ct);
        await bed.ExecuteAsync(ImportFloorSql.ShareOut, ct, tenant.Value);
        await bed.SettleAsync(ct);

        var file = await GenerateAsync(folder, "orders", Rows, ct);
        var imported = await ImportAsync(file, ct);
        await CheckAsync(bed, tenant, ct);
        var floor = await FloorAsync(bed, tenant, folder, ct);
        await bed.ExecuteAsync(ImportFloorSql.CallOff, ct, tenant.Value);

        var orders = await bed.ScalarAsync<long>(ImportFloorSql.CountOrders, ct, tenant.Value);
        var size = string.Create(
            CultureInfo.InvariantCulture,
            $"{Rows:#,0} lines, {orders:#,0} orders"
        );
        return
        [
            new(
                $"import of {size}, file to orders",
                Rows / imported.Took.TotalSeconds,
                "lines/s",
                Target: 35_000,
                Rows / floor.TotalSeconds,
                MostTimesFloor: 2.5
            ),
            new(
                "import, peak memory of its process",
                (double)imported.PeakBytes / Megabyte,
                "MB",
                Target: 250,
                IsLessBetter: true
            ),
        ];
    }

    private static async Task<string> GenerateAsync(
        BenchFolder folder,
        string name,
        int rows,
        CancellationToken ct
    )
    {
        var path = folder.File($"{name}.csv");
        await using var writer = new StreamWriter(path);
        await SampleOrders.WriteAsync(
            writer,
            new SampleRequest(rows, Seed, TimeProvider.System.GetUtcNow(), Prefix: name),
            ct
        );
        return path;
    }

    private static async Task<(TimeSpan Took, long PeakBytes)> ImportAsync(
        string file,
        CancellationToken ct
    )
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        string[] arguments =
        [
            "orders",
            "import",
            file,
            "--tenant",
            "import",
            "--unknown-products",
            "draft",
            "--wait",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEndAsync(ct);
        var ended = process.WaitForExitAsync(ct);
        var peak = 0L;
        while (await Task.WhenAny(ended, Task.Delay(Look, ct)) != ended)
        {
            process.Refresh();
            peak = process.HasExited ? peak : Math.Max(peak, process.PeakWorkingSet64);
        }

        await ended;
        var took = Stopwatch.GetElapsedTime(started);
        await BenchBed.SayAsync((await printed).TrimEnd());
        return process.ExitCode == ExitCodes.Done
            ? (took, peak)
            : throw new InvalidOperationException($"The import ended with {process.ExitCode}.");
    }

    private static async Task CheckAsync(BenchBed bed, TenantId tenant, CancellationToken ct)
    {
        if (!await bed.ScalarAsync<bool>(ImportFloorSql.IsWhole, ct, tenant.Value, Rows + WarmRows))
        {
            throw new InvalidOperationException("The import did not write every line of the file.");
        }
    }

    /// <summary>The rows are copied out to files first; only copying them in is timed.</summary>
    private static async Task<TimeSpan> FloorAsync(
        BenchBed bed,
        TenantId tenant,
        BenchFolder folder,
        CancellationToken ct
    )
    {
        await using var connection = await bed.OpenAsOwnerAsync(ct);
        var took = TimeSpan.Zero;
        await bed.ExecuteAsync("CREATE SCHEMA import_floor", ct);
        foreach (var table in ImportFloorSql.Tables)
        {
            var path = folder.File(table.Replace('.', '_'));
            await using (var file = File.Create(path))
            await using (
                var rows = await connection.BeginRawBinaryCopyAsync(
                    ImportFloorSql.CopyOut(table, tenant.Value),
                    ct
                )
            )
            {
                await rows.CopyToAsync(file, ct);
            }

            await bed.ExecuteAsync(ImportFloorSql.CreateTwin(table), ct);
            var started = Stopwatch.GetTimestamp();
            await using (var file = File.OpenRead(path))
            await using (
                var twin = await connection.BeginRawBinaryCopyAsync(
                    ImportFloorSql.CopyIn(table),
                    ct
                )
            )
            {
                await file.CopyToAsync(twin, ct);
            }

            took += Stopwatch.GetElapsedTime(started);
        }

        await bed.ExecuteAsync("DROP SCHEMA import_floor CASCADE", ct);
        return took;
    }
}
