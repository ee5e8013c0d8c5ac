using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Portal.Jobs.Bench;

/// <summary><c>bench [NAME]</c>: the figures Portal promises, each beside its floor of the same run.</summary>
internal static class BenchCommand
{
    private static readonly IReadOnlyList<IBenchmark> All =
    [
        new ImportBench(),
        new OrderListBench(),
        new WorkflowBench(),
        new FiguresBench(),
        new LedgerBench(),
        new CheckoutBench(),
        new PayoutBench(),
    ];

    private static readonly string[] Head =
    [
        "figure",
        "ours",
        "floor",
        "ratio",
        "target",
        "unit",
        "",
    ];

    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description =
                "One of " + string.Join(", ", All.Select(b => b.Name)) + "; all when left out.",
        };
        var bench = new Command(
            "bench",
            "Run the benchmarks on an empty, migrated database, and print one table."
        )
        {
            name,
        };
        bench.SetAction((parsed, ct) => RunAsync(parsed.GetValue(name), ct));
        return bench;
    }

    private static async Task<int> RunAsync(string? name, CancellationToken ct)
    {
        var chosen = All.Where(b => name is null || b.Name == name).ToList();
        if (chosen.Count == 0)
        {
            await Console.Error.WriteLineAsync(
                $"There is no benchmark {name}; there are {string.Join(", ", All.Select(b => b.Name))}."
            );
            return ExitCodes.WrongUsage;
        }

        var builder = JobsHost.CreateBuilder();
        // A gateway on the network would be measured instead of the workflow.
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Url"] = "" }
        );
        var owner = builder.Configuration.GetConnectionString("PortalOwner");
        if (string.IsNullOrEmpty(owner))
        {
            await Console.Error.WriteLineAsync(
                "ConnectionStrings:PortalOwner is not set. The benchmarks seed and analyze tables as their owner."
            );
            return ExitCodes.WrongUsage;
        }

        var web = builder.Configuration["Bench:Web"];
        if (!File.Exists(web))
        {
            await Console.Error.WriteLineAsync(
                "Bench:Web does not name the web program, whose answers are timed. Run the benchmarks by ./portal bench."
            );
            return ExitCodes.WrongUsage;
        }

        using var host = builder.Build();
        var bed = new BenchBed(host.Services, owner, web);
        if (await bed.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM orders.orders)", ct))
        {
            await Console.Error.WriteLineAsync(
                "This database holds orders. The benchmarks fill millions of rows: run them by ./portal bench, on a database of their own."
            );
            return ExitCodes.WrongUsage;
        }

        var figures = new List<BenchFigure>();
        try
        {
            await MeasureAsync(chosen, bed, figures, ct);
        }
        finally
        {
            // One that fails takes no other's figures with it.
            await PrintAsync(figures);
        }

        return ExitCodes.Done;
    }

    private static async Task MeasureAsync(
        List<IBenchmark> chosen,
        BenchBed bed,
        List<BenchFigure> figures,
        CancellationToken ct
    )
    {
        foreach (var benchmark in chosen)
        {
            var started = Stopwatch.GetTimestamp();
            await BenchBed.SayAsync($"{benchmark.Name}…");
            figures.AddRange(await benchmark.RunAsync(bed, ct));
            await BenchBed.SayAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{benchmark.Name} took {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"
                )
            );
        }
    }

    private static async Task PrintAsync(List<BenchFigure> figures)
    {
        List<string[]> rows = [Head, .. figures.Select(f => f.Cells())];
        var widths = Enumerable
            .Range(0, Head.Length)
            .Select(c => rows.Max(r => r[c].Length))
            .ToList();
        foreach (var row in rows)
        {
            var cells = row.Select(
                (cell, c) => c is 0 or 5 or 6 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c])
            );
            await Console.Out.WriteLineAsync(string.Join("  ", cells).TrimEnd());
        }
    }
}
