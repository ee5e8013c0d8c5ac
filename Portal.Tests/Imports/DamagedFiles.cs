using System.Text;
using Portal.Core.Imports.Samples;

namespace Portal.Tests.Imports;

/// <summary>Order files damaged by seed: the same seed damages the same way.</summary>
internal static class DamagedFiles
{
    private static readonly Lazy<string[]> RealLines = new(() =>
        File.ReadAllLines(ImportFiles.OnlineRetail)
    );

    /// <summary>Orders as the sample generator writes them.</summary>
    public static async Task<byte[]> OfSamplesAsync(int seed, int rows, DateTimeOffset now)
    {
        await using var writer = new StringWriter { NewLine = seed % 3 == 0 ? "\r\n" : "\n" };
        await SampleOrders.WriteAsync(
            writer,
            new SampleRequest(rows, seed, now, seed % 5),
            default
        );
        return Damage(writer.ToString(), seed);
    }

    /// <summary>Some lines in a row of the real file, with its header.</summary>
    public static byte[] OfRealLines(int seed, int rows)
    {
        var at = 1 + new Random(seed).Next(RealLines.Value.Length - rows - 1);
        string[] lines = [RealLines.Value[0], .. RealLines.Value[at..(at + rows)]];
        return Damage(string.Join('\n', lines) + "\n", seed);
    }

    private static byte[] Damage(string text, int seed)
    {
        var random = new Random(seed);
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
