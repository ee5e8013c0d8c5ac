using System.Diagnostics;
using System.Globalization;
using System.Text;
using Portal.Core.Imports;
using Portal.Core.Imports.Running;
using Portal.Core.Kernel;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Imports;

/// <summary>
/// Files that are no good, taken through the whole import: upload, dry run, run. Each ends as a clear
/// refusal, or with every row accounted for.
/// </summary>
public sealed class MalformedImportTests : PortalTests
{
    private const int Files = 2_000;
    private const int Rows = 8;
    private const int AtOnce = 3;

    private const string Header =
        "order_id,order_date,customer_id,sku,quantity,unit_price,currency\n";

    [Fact]
    public async Task DamagedFiles_AreRefusedOrAccountedForToTheLastRow()
    {
        var now = Portal.Clock.GetUtcNow();
        var ends = new int[4];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Files),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (seed, _) =>
            {
                var file =
                    seed % 2 == 0
                        ? await DamagedFiles.OfSamplesAsync(seed, Rows, now)
                        : DamagedFiles.OfRealLines(seed, Rows);
                try
                {
                    Interlocked.Increment(ref ends[(int)await TakeThroughAsync(file, seed)]);
                }
                catch (Exception e) when (e is not Xunit.Sdk.XunitException)
                {
                    Assert.Fail($"Seed {seed}: {e}");
                }
            }
        );

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(", ", Enum.GetValues<End>().Select(e => $"{e} {ends[(int)e]}"))
        );
        Assert.Equal(Files, ends.Sum());
        Assert.True(ends[(int)End.Completed] > Files / 4, "Most files were refused as a whole.");
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM imports.imports WHERE status IN ('checking', 'running') OR leased_until IS NOT NULL"
            )
        );
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'imports' AND (tablename LIKE 'rows\\_%' OR tablename LIKE 'groups\\_%') AND tablename !~ '_check'"
            )
        );
    }

    [Theory]
    [InlineData("", "file.empty")]
    [InlineData("order_id,sku\n", "file.no_rows")]
    [InlineData("PK\u0003\u0004zipped", "file.not_csv")]
    [InlineData("a\0b\0c\0d\u0001\u0002\u0003,\0\0\0\n\0\0\0", "file.not_text")]
    [InlineData("no columns at all\nnone here either\n", "file.not_csv")]
    public async Task Upload_OfWhatIsNoOrderFile_IsRefusedAndLeavesNothing(string text, string code)
    {
        var uploaded = await UploadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text)));

        Assert.Equal(code, uploaded.Error.Code);
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM imports.imports")
        );
        Assert.Empty(StoredFiles());
    }

    [Fact]
    public async Task Upload_Of100000Columns_IsRefused()
    {
        var header = string.Join(',', Enumerable.Range(0, 100_000));

        var uploaded = await UploadAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(header + "\n1,2\n"))
        );

        Assert.Equal("file.too_many_columns", uploaded.Error.Code);
    }

    [Fact]
    public async Task Upload_OfOneLineOf300MB_IsRefusedInBoundedMemory()
    {
        await using var endless = new RepeatingStream("xxxxxxxxxxxxxxxx"u8.ToArray(), 300L << 20);
        using var self = Process.GetCurrentProcess();
        var before = GC.GetTotalAllocatedBytes();

        var uploaded = await UploadAsync(endless);

        Assert.Contains(uploaded.Error.Code, new[] { "file.not_csv", "file.row_too_long" });
        // Other tests allocate beside this one; a file held in memory would still stand out.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 280L << 20);
        Assert.Empty(StoredFiles());
    }

    [Fact]
    public async Task Run_WithAQuoteNeverClosedFarInside_FailsWithTheLineAndWritesNothing()
    {
        var file = new StringBuilder(Header);
        for (var i = 0; i < 40_000; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"{i},2026-01-02,c,A,1,1.50,GBP\n");
        }

        file.Append("bad,2026-01-02,c,\"A,1,1.50,GBP\n");
        for (var i = 0; i < 100; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"after-{i},2026-01-02,c,A,1,1.50,GBP\n");
        }

        var failed = await Portal.ImportAsync(file.ToString());

        Assert.Equal(
            (ImportStatus.Failed, "file.quote_not_closed"),
            (failed.Status, failed.FailureCode)
        );
        Assert.Contains("40002", failed.FailureMessage, StringComparison.Ordinal);
        Assert.Equal(0, await Portal.AdminScalarAsync<long>("SELECT count(*) FROM orders.orders"));
    }

    [Fact]
    public async Task Run_OfEveryKindOfBadRow_RejectsThoseAndTakesTheRest()
    {
        const string file =
            Header
            + "good,2026-01-02,c,A,2,1.50,GBP\r\n"
            + "zero,2026-01-02,c,A,0,1.50,GBP\n"
            + "huge,2026-01-02,c,A,1099511627776,1.50,GBP\r"
            + "mixed,2026-01-02,c,A,1,1.50,GBP\n"
            + "mixed,2026-01-02,c,B,1,1.50,EUR\n"
            + "nul,2026-01-02,c,A\0B,1,1.50,GBP\n"
            + "day,2026-02-30,c,A,1,1.50,GBP\n"
            + "money,2026-01-02,c,A,1,\"1.234,56\",GBP\n"
            + "short,2026-01-02\n"
            + "=cmd|' /C calc'!A0,2026-01-02,c,A,1,1.50,GBP\n"
            + "last,2026-01-02,c,B,1,1.50,GBP";

        var done = await Portal.ImportAsync(file);

        Assert.Equal(ImportStatus.Completed, done.Status);
        Assert.Equal(11, done.Result.Rows);
        Assert.Equal(11, done.Result.Accepted + done.Result.AlreadyThere + done.Result.Rejected);
        var accepted = await Portal.AdminScalarAsync<string[]>(
            "SELECT array_agg(reference::text ORDER BY reference) FROM orders.orders"
        );
        Assert.Contains("good", accepted!);
        Assert.Contains("last", accepted!);
        Assert.DoesNotContain(
            accepted!,
            r => r is "zero" or "huge" or "mixed" or "nul" or "day" or "short"
        );
    }

    private enum End
    {
        RefusedAtUpload,
        RefusedForItsColumns,
        FailedWithAReason,
        Completed,
    }

    private async Task<End> TakeThroughAsync(byte[] file, int seed)
    {
        var uploaded = await UploadAsync(new MemoryStream(file));
        if (uploaded.Failed)
        {
            IsClear(uploaded.Error, "file.", seed);
            return End.RefusedAtUpload;
        }

        await using var scope = Portal.Scope();
        var id = uploaded.Value;
        var queries = scope.Get<ImportQueries>();
        var setup = (await queries.FindAsync(id, default))!.Setup;
        await scope
            .Get<ConfigureImport>()
            .HandleAsync(
                new ConfigureImportCommand(id, setup.Format, setup.Mapping, ImportRuns.History),
                default
            );
        // Every fourth file takes the dry run first, as the wizard does.
        if (seed % 4 == 0 && await CheckAsync(scope, id, seed) is { } end)
        {
            return end;
        }

        var started = await scope
            .Get<StartImport>()
            .HandleAsync(new StartImportCommand(id, true), default);
        if (started.Failed)
        {
            IsClear(started.Error, "imports.", seed);
            return End.RefusedForItsColumns;
        }

        await scope.Get<RunImport>().HandleAsync(new RunImportCommand(id), default);
        var done = (await queries.FindAsync(id, default))!;
        if (done.Status == ImportStatus.Failed)
        {
            Assert.False(string.IsNullOrWhiteSpace(done.FailureMessage), $"Seed {seed}: no reason");
            return End.FailedWithAReason;
        }

        Assert.True(done.Status == ImportStatus.Completed, $"Seed {seed}: {done.Status}");
        var result = done.Result;
        Assert.True(
            result.Rows > 0
                && result.Rows == result.Accepted + result.AlreadyThere + result.Rejected,
            $"Seed {seed}: {result}"
        );
        return End.Completed;
    }

    /// <summary>Null when the file may be run.</summary>
    private static async Task<End?> CheckAsync(
        Microsoft.Extensions.DependencyInjection.AsyncServiceScope scope,
        ImportId id,
        int seed
    )
    {
        var asked = await scope
            .Get<StartCheck>()
            .HandleAsync(new StartCheckCommand(id, true), default);
        if (asked.Failed)
        {
            IsClear(asked.Error, "imports.", seed);
            return End.RefusedForItsColumns;
        }

        var report = await scope
            .Get<CheckImport>()
            .HandleAsync(new CheckImportCommand(id), default);
        if (report.Failed)
        {
            IsClear(report.Error, "file.", seed);
            return End.FailedWithAReason;
        }

        var counted = report.Value.Accepted + report.Value.AlreadyThere + report.Value.Rejected;
        Assert.True(report.Value.Rows == counted, $"Seed {seed}: {report.Value}");
        return null;
    }

    private static void IsClear(Error error, string area, int seed) =>
        Assert.True(
            error.Code.StartsWith(area, StringComparison.Ordinal) && error.Message.EndsWith('.'),
            $"Seed {seed}: {error.Code}: {error.Message}"
        );

    private async Task<Result<ImportId>> UploadAsync(Stream content)
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<UploadImport>()
            .HandleAsync(new UploadImportCommand("orders.csv", content), default);
    }

    private IEnumerable<string> StoredFiles()
    {
        var folder = Portal.Settings["Storage:Path"]!;
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            : [];
    }
}
