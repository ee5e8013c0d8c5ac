using Portal.Core.Imports;
using Portal.Core.Imports.Running;
using Portal.Core.Imports.Samples;
using Portal.Core.Kernel;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Imports;

public sealed class RunImportTests : PortalTests
{
    private const string Header =
        "order_id,order_date,customer_id,sku,quantity,unit_price,currency\n";

    [Fact]
    public async Task Run_OfTheRealFile_AccountsForEveryRow()
    {
        var file = await File.ReadAllBytesAsync(ImportFiles.OnlineRetail);
        var id = await Portal.UploadAsync(file, ImportRuns.History);

        var report = await Portal.CheckAsync(id);
        var result = (await Portal.RunAsync(id)).Result;

        Assert.Equal(999, report.Rows);
        Assert.Equal(
            (report.Rows, report.Accepted, report.AlreadyThere, report.Rejected, report.Orders),
            (result.Rows, result.Accepted, result.AlreadyThere, result.Rejected, result.Orders)
        );
        Assert.Equal(result.Rows, result.Accepted + result.AlreadyThere + result.Rejected);
        Assert.Equal(
            report.Totals[0].Minor,
            await Portal.AdminScalarAsync<long>(
                "SELECT sum(total_minor)::bigint FROM orders.orders"
            )
        );
        Assert.Equal(result.Orders, await OrdersAsync());
        Assert.Equal(
            result.Accepted,
            await Portal.AdminScalarAsync<long>(
                "SELECT (SELECT count(*) FROM orders.order_lines) + (SELECT count(*) FROM orders.refunds)"
            )
        );
    }

    [Fact]
    public async Task Check_WritesNothing()
    {
        var id = await Portal.UploadAsync(Header + "1,2025-01-02,c,A,2,1.50,GBP\n");

        var report = await Portal.CheckAsync(id);

        Assert.Equal((1, 1), (report.Orders, report.NewProducts));
        Assert.Equal(0, await OrdersAsync());
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM catalog.products")
        );
    }

    [Fact]
    public async Task Run_OfTheSameFileAgain_MakesNoOrder()
    {
        const string file = Header + "1,2025-01-02,c,A,2,1.50,GBP\n2,2025-01-02,c,B,1,2.00,GBP\n";
        await Portal.ImportAsync(file);

        var again = (await Portal.ImportAsync(file)).Result;

        Assert.Equal((0, 2, 0), (again.Orders, again.AlreadyThere, again.Accepted));
        Assert.Equal(2, await OrdersAsync());
    }

    [Fact]
    public async Task Run_OfTheSameFileTwiceAtOnce_MakesEachOrderOnce()
    {
        var file = await SampleAsync(6_000, 4);
        var first = await Portal.UploadAsync(file);
        var second = await Portal.UploadAsync(file);

        var results = await Task.WhenAll(Portal.RunAsync(first), Portal.RunAsync(second));

        Assert.All(results, r => Assert.Equal(ImportStatus.Completed, r.Status));
        Assert.All(results, r => Assert.Equal(6_000, r.Result.Accepted + r.Result.AlreadyThere));
        Assert.Equal(6_000, results.Sum(r => r.Result.Accepted));
        Assert.Equal(results.Sum(r => r.Result.Orders), await OrdersAsync());
    }

    /// <summary>Their chunks wait for each other in a circle that PostgreSQL alone cannot see.</summary>
    [Fact]
    public async Task Run_OfTheSameOrdersInOppositeOrderAtOnce_MakesEachOrderOnce()
    {
        const int orders = 20_000;
        var rows = Enumerable
            .Range(1, orders)
            .Select(n => FormattableString.Invariant($"R{n},2025-01-02,c,A,1,1.50,GBP"))
            .ToList();
        var forwards = await Portal.UploadAsync(Header + string.Join('\n', rows));
        rows.Reverse();
        var backwards = await Portal.UploadAsync(Header + string.Join('\n', rows));

        var results = await Task.WhenAll(Portal.RunAsync(forwards), Portal.RunAsync(backwards));

        Assert.All(results, r => Assert.Equal(ImportStatus.Completed, r.Status));
        Assert.All(results, r => Assert.Equal(orders, r.Result.Accepted + r.Result.AlreadyThere));
        Assert.Equal(orders, results.Sum(r => r.Result.Accepted));
        Assert.Equal(orders, await OrdersAsync());
    }

    [Fact]
    public async Task Run_ByTwoWorkersAtOnce_IsDoneByOne()
    {
        var id = await Portal.UploadAsync(await SampleAsync(3_000, 5));
        await using (var scope = Portal.Scope())
        {
            await scope.Get<StartImport>().HandleAsync(new StartImportCommand(id, true), default);
        }

        var results = await Task.WhenAll(WorkAsync(id), WorkAsync(id));

        Assert.All(results, r => Assert.False(r.Failed));
        Assert.Equal(
            1,
            await Portal.AdminScalarAsync<int>("SELECT generation FROM imports.imports")
        );
        Assert.Equal(
            3_000,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM orders.order_lines")
        );
    }

    /// <summary>The worker that ended it died before its job was acknowledged, so the job comes again.</summary>
    [Fact]
    public async Task Run_OfAnEndedImport_AnswersAsItEnded()
    {
        var completed = await Portal.UploadAsync(Header + "1,2025-01-02,c,A,2,1.50,GBP\n");
        await Portal.RunAsync(completed);
        var failed = await Portal.UploadAsync(Header + "2,2025-01-02,c,A,2,1.50,GBP\n");
        var storage = (ImportStorage)Portal.Services.GetService(typeof(ImportStorage))!;
        foreach (var file in storage.All())
        {
            storage.Delete(file.Key);
        }

        await Portal.RunAsync(failed);

        Assert.False((await WorkAsync(completed)).Failed);
        Assert.Equal(ImportErrors.FileGone.Code, (await WorkAsync(failed)).Error.Code);
        Assert.Equal(1, await OrdersAsync());
    }

    [Fact]
    public async Task Check_OfACheckedImport_AnswersWithItsReport()
    {
        var id = await Portal.UploadAsync(Header + "1,2025-01-02,c,A,2,1.50,GBP\n");
        var report = await Portal.CheckAsync(id);
        await using var scope = Portal.Scope();

        var again = await scope.Get<CheckImport>().HandleAsync(new CheckImportCommand(id), default);

        Assert.Equal(report.Accepted, again.Value.Accepted);
        Assert.Equal(0, await OrdersAsync());
    }

    [Fact]
    public async Task BadRow_TakesItsOrderAlongAndNoOther()
    {
        var result = (
            await Portal.ImportAsync(
                Header
                    + "1,2025-01-02,c,A,2,1.50,GBP\n1,2025-01-02,c,B,0,2.00,GBP\n"
                    + "2,2025-01-02,c,A,1,1.50,GBP\n,2025-01-02,c,A,1,1.50,GBP\n"
            )
        ).Result;

        Assert.Equal((1, 1, 3), (result.Orders, result.Accepted, result.Rejected));
        Assert.Equal(
            ["order.other_row_rejected", "quantity.zero", "reference.missing"],
            result.FirstRejected.Select(r => r.Code)
        );
        Assert.Equal("quantity", result.FirstRejected[1].Column);
    }

    [Fact]
    public async Task OrderInTwoCurrencies_IsRejected()
    {
        var result = (
            await Portal.ImportAsync(
                Header + "1,2025-01-02,c,A,2,1.50,GBP\n1,2025-01-02,c,B,1,2.00,EUR\n"
            )
        ).Result;

        Assert.Equal(2, result.Rejected);
        Assert.All(result.FirstRejected, r => Assert.Equal("order.two_currencies", r.Code));
    }

    [Fact]
    public async Task UnknownProducts_AreRejectedOrMadeAsDrafts()
    {
        const string file = Header + "1,2025-01-02,c,NEW,2,1.50,GBP\n";

        var rejected = (await Portal.ImportAsync(file, new ImportOptions())).Result;
        var drafted = (
            await Portal.ImportAsync(file, new ImportOptions(UnknownProducts.CreateDraft))
        ).Result;

        Assert.Equal("product.unknown", Assert.Single(rejected.FirstRejected).Code);
        Assert.Equal((1, 1), (drafted.Orders, drafted.NewProducts));
        Assert.Equal(
            "draft",
            await Portal.AdminScalarAsync<string>("SELECT status FROM catalog.products")
        );
        Assert.Equal(
            "pending",
            await Portal.AdminScalarAsync<string>("SELECT status FROM orders.orders")
        );
    }

    [Fact]
    public async Task RejectAll_WithOneBadRow_WritesNothing()
    {
        var result = (
            await Portal.ImportAsync(
                Header + "1,2025-01-02,c,A,2,1.50,GBP\n2,2025-01-02,c,A,0,1.50,GBP\n",
                ImportRuns.History with
                {
                    Errors = ErrorHandling.RejectAll,
                }
            )
        ).Result;

        Assert.Equal((0, 2), (result.Orders, result.Rejected));
        Assert.Equal("import.all_rejected", result.FirstRejected[0].Code);
    }

    [Fact]
    public async Task Cancellation_BecomesARefundOfTheMatchingOrder()
    {
        var result = (
            await Portal.ImportAsync(
                Header
                    + "1,2025-01-02,ann,A,5,1.50,GBP\n2,2025-01-03,bob,A,5,1.50,GBP\n"
                    + "C1,2025-01-05,ann,A,-2,1.50,GBP\nC9,2025-01-05,bob,A,-5,1.50,GBP\n"
                    + "C8,2025-01-05,bob,A,-1,1.50,GBP\nC7,2025-01-05,cyd,A,-1,1.50,GBP\n"
            )
        ).Result;

        Assert.Equal((2, 2, 2), (result.Orders, result.Refunds, result.Rejected));
        Assert.All(result.FirstRejected, r => Assert.Equal("refund.no_order", r.Code));
        Assert.Equal(
            "completed 300, refunded 750",
            await Portal.AdminScalarAsync<string>(
                "SELECT string_agg(status || ' ' || refunded_minor, ', ' ORDER BY reference) FROM orders.orders"
            )
        );
    }

    [Fact]
    public async Task OrderTotals_AreKeptAsHistory()
    {
        var result = (
            await Portal.ImportAsync(
                "order_id,order_date,total\n1,2025-01-02,12.50\n2,2025-01-03,7.00\n",
                new ImportOptions()
            )
        ).Result;

        Assert.Equal((2, 2), (result.Orders, result.Accepted));
        Assert.Equal(
            1950,
            await Portal.AdminScalarAsync<long>(
                "SELECT sum(total_minor)::bigint FROM orders.orders WHERE is_history AND status = 'completed' AND ended_at = placed_at"
            )
        );
    }

    [Fact]
    public async Task Staging_LostInACrashOfTheServer_IsReadAgain()
    {
        var id = await Portal.UploadAsync(await SampleAsync(500, 9));
        await Portal.CheckAsync(id);
        await Portal.AdminScalarAsync<int>(
            $"DO $$ BEGIN EXECUTE 'TRUNCATE ' || (SELECT 'imports.rows_{id.Value}_' || staged_generation FROM imports.imports WHERE id = {id.Value}); END $$"
        );

        var result = (await Portal.RunAsync(id)).Result;

        Assert.Equal(500, result.Accepted);
    }

    [Fact]
    public async Task RejectedRows_MendedAndImportedAgain_Complete()
    {
        var id = await Portal.UploadAsync(
            Header + "1,2025-01-02,c,A,2,1.50,GBP\n2,2025-01-02,c,\"=A(\",1,1.50,GBP\n"
        );
        await Portal.RunAsync(id);
        await using var scope = Portal.Scope();
        using var target = new MemoryStream();

        var written = await scope.Get<RejectedRows>().WriteAsync(id, target, default);

        Assert.False(written.Failed);
        var text = System.Text.Encoding.UTF8.GetString(target.ToArray());
        Assert.Contains("row,column,code,message", text, StringComparison.Ordinal);
        Assert.Contains("'=A(", text, StringComparison.Ordinal);
        var again = (
            await Portal.ImportAsync(text.Replace("\"'=A(\"", "B", StringComparison.Ordinal))
        ).Result;
        Assert.Equal((1, 0), (again.Orders, again.Rejected));
    }

    private async Task<Result> WorkAsync(ImportId id)
    {
        await using var scope = Portal.Scope();
        return await scope.Get<RunImport>().HandleAsync(new RunImportCommand(id), default);
    }

    private async Task<string> SampleAsync(int rows, int seed)
    {
        await using var writer = new StringWriter();
        await SampleOrders.WriteAsync(
            writer,
            new SampleRequest(rows, seed, Portal.Clock.GetUtcNow()),
            default
        );
        return writer.ToString();
    }

    private Task<long> OrdersAsync() =>
        Portal.AdminScalarAsync<long>("SELECT count(*) FROM orders.orders");
}
