using System.Diagnostics;
using System.Text;
using Portal.Core.Imports.Csv;
using Portal.Core.Imports.Samples;
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
            var damaged = await DamagedAsync(seed);
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

    private static async Task<byte[]> DamagedAsync(int seed)
    {
        var random = new Random(seed);
        await using var writer = new StringWriter { NewLine = seed % 3 == 0 ? "\r\n" : "\n" };
        await SampleOrders.WriteAsync(writer, new SampleRequest(40, seed, Now, seed % 5), default);
        var text = writer.ToString();
        for (var damage = 0; damage <= seed % 4; damage++)
        {
            text = Damage(text, random);
        }

        var encoding = (seed % 7) switch
        {
            0 => Encoding.Unicode,
            1 => Encoding.BigEndianUnicode,
            2 => Encoding.Latin1,
            _ => Encoding.UTF8,
        };
        byte[] bytes =
        [
            .. seed % 2 == 0 && !encoding.Equals(Encoding.Latin1) ? encoding.GetPreamble() : [],
            .. encoding.GetBytes(text),
        ];
        for (var flip = 0; flip < seed % 6; flip++)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    private static string Damage(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(14) switch
        {
            0 => text.Insert(at, "\""),
            1 => text.Insert(at, "\0"),
            2 => text.Insert(at, "\r"),
            3 => text[..at],
            4 => text.Insert(at, new string(',', 600)),
            5 => text.Insert(at, new string('x', 70_000)),
            6 => text.Replace(",", ";", StringComparison.Ordinal),
            7 => text.Insert(at, "1.234,56"),
            8 => text.Insert(at, "\u202E\u200F אבג 😀 Ã¼"),
            9 => text.Insert(at, "=cmd|' /C calc'!A0"),
            10 => text.Insert(at, "99999999999999999999999999999999"),
            11 => text.Replace("order_id", "sku", StringComparison.Ordinal),
            12 => text.Insert(at, string.Concat(Enumerable.Repeat("\n", 5_000))),
            _ => text.Insert(at, "\"\"\n\"\""),
        };
    }
}
