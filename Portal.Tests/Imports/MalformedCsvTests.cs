using System.Diagnostics;
using System.Text;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Tests.Imports;

/// <summary>Two thousand files damaged by seed: each is refused as a whole or read to its last byte.</summary>
[Trait("speed", "quick")]
public sealed class MalformedCsvTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task DamagedFiles_NeitherCrashNorHangNorLoseARow()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var damaged = await DamagedFiles.OfSamplesAsync(seed, 40, Now);
            var watch = Stopwatch.StartNew();
            try
            {
                await ReadToTheEndAsync(damaged);
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}: {e}");
            }

            Assert.True(watch.ElapsedMilliseconds < 2_000, $"Seed {seed}: {watch.Elapsed}");
        }
    }

    private static async Task ReadToTheEndAsync(byte[] bytes)
    {
        await using var probing = new MemoryStream(bytes);
        var probed = await CsvProbe.ProbeAsync(probing, default);
        if (probed.Failed)
        {
            Assert.StartsWith("file.", probed.Error.Code, StringComparison.Ordinal);
            return;
        }

        var (format, mapping, columns) = (
            probed.Value.Format,
            probed.Value.Mapping,
            probed.Value.Columns
        );
        var expected = Ink(format.Decoder.GetString(bytes), format.Delimiter);
        var parser = mapping.Check(columns).Failed
            ? null
            : new RowParser(
                format,
                mapping,
                columns,
                new RowContext(Currency.Of("GBP"), TimeZoneInfo.Utc, Now)
            );
        await using var rows = CsvRows.Open(
            new MemoryStream(bytes),
            format with
            {
                HasHeader = false,
            }
        );
        long read = 0;
        while (await rows.ReadAsync(default))
        {
            read += Ink(Encoding.UTF8.GetString(rows.Raw), format.Delimiter);
            var row = default(OrderRow);
            parser?.Parse(rows, ref row);
            Assert.True(row.Problem is not null || parser is null || row.Reference is not null);
        }

        Assert.True(rows.Refusal is not null || read == expected, $"{read} of {expected} read");
    }

    /// <summary>Characters that are more than blanks, line breaks and empty fields.</summary>
    private static long Ink(string text, char delimiter) =>
        text.Count(letter =>
            letter != delimiter && letter is not (' ' or '\t' or '\r' or '\n' or '\uFEFF')
        );
}
