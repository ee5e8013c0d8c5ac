using System.Diagnostics;
using Portal.Core.Imports;
using Portal.Core.Imports.Samples;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Imports;

/// <summary>An import whose process is killed again and again, at random moments.</summary>
public sealed class KilledImportTests : PortalTests
{
    private const int Rows = 20_000;
    private const int Kills = 8;

    [Fact]
    public async Task Import_KilledAtRandom_LosesAndDoublesNothing()
    {
        var random = new Random(17);
        var id = await StartedAsync();
        for (var kill = 0; kill < Kills && !await IsCompletedAsync(id); kill++)
        {
            using var worker = StartWorker(id);
            if (!worker.WaitForExit(random.Next(1_500, 4_500)))
            {
                worker.Kill(entireProcessTree: true);
                await worker.WaitForExitAsync();
            }

            // Half a minute passes.
            await Portal.AdminScalarAsync<int>("UPDATE imports.imports SET leased_until = NULL");
        }

        if (!await IsCompletedAsync(id))
        {
            await Portal.RunAsync(id);
        }

        Assert.Equal(
            Rows,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM orders.order_lines")
        );
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM orders.orders o WHERE line_count <> (SELECT count(*) FROM orders.order_lines l WHERE l.order_id = o.id)"
            )
        );
        Assert.Equal(
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM orders.orders"),
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM events.log WHERE kind = 'order.placed'"
            )
        );
    }

    private async Task<ImportId> StartedAsync()
    {
        await using var writer = new StringWriter();
        await SampleOrders.WriteAsync(
            writer,
            new SampleRequest(Rows, 17, Portal.Clock.GetUtcNow()),
            default
        );
        var id = await Portal.UploadAsync(writer.ToString());
        await using var scope = Portal.Scope();
        var started = await scope
            .Get<StartImport>()
            .HandleAsync(new StartImportCommand(id, true), default);
        Assert.False(started.Failed);
        return id;
    }

    private Process StartWorker(ImportId id)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Portal.Jobs.dll"),
                "orders",
                "import",
                "--continue",
                id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "--tenant",
                "north",
                "--wait",
            },
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (key, value) in Portal.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return Process.Start(start)!;
    }

    private async Task<bool> IsCompletedAsync(ImportId id) =>
        await Portal.AdminScalarAsync<string>(
            $"SELECT status FROM imports.imports WHERE id = {id.Value}"
        )
            is "completed";
}
