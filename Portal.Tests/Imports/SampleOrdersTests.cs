using System.Text;
using Portal.Core.Imports.Csv;
using Portal.Core.Imports.Samples;
using Portal.Core.Kernel;

namespace Portal.Tests.Imports;

[Trait("speed", "quick")]
public sealed class SampleOrdersTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task SameSeed_GivesTheSameFile()
    {
        var request = new SampleRequest(500, 7, Now, 10);

        Assert.Equal(await FileAsync(request), await FileAsync(request));
        Assert.NotEqual(await FileAsync(request), await FileAsync(request with { Seed = 8 }));
    }

    [Fact]
    public async Task File_HasTheRowsAskedForAndOnlyTheMistakesAskedFor()
    {
        var bytes = Encoding.UTF8.GetBytes(await FileAsync(new SampleRequest(2_000, 3, Now, 25)));

        var probed = (await CsvProbe.ProbeAsync(new MemoryStream(bytes), default)).Value;
        var parser = new RowParser(
            probed.Format,
            probed.Mapping,
            probed.Columns,
            new RowContext(Currency.Of("GBP"), TimeZoneInfo.Utc, Now)
        );
        await using var rows = CsvRows.Open(new MemoryStream(bytes), probed.Format);
        int good = 0,
            bad = 0;
        while (await rows.ReadAsync(default))
        {
            var row = default(OrderRow);
            parser.Parse(rows, ref row);
            _ = row.Problem is null ? good++ : bad++;
        }

        Assert.False(probed.Mapping.Check(probed.Columns).Failed);
        Assert.Equal((1_975, 25), (good, bad));
    }

    private static async Task<string> FileAsync(SampleRequest request)
    {
        await using var writer = new StringWriter { NewLine = "\n" };
        await SampleOrders.WriteAsync(writer, request, default);
        return writer.ToString();
    }
}
