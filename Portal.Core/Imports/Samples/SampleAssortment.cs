using System.Globalization;

namespace Portal.Core.Imports.Samples;

/// <summary>One product of a sample file.</summary>
/// <param name="Sku">Its code, <c>P-00017</c>: the same in every file, so that a seeded catalog knows it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Price">As written in the file.</param>
public sealed record SampleProduct(string Sku, string Name, string Price);

/// <summary>The goods that sample orders are made of.</summary>
public static class SampleAssortment
{
    private static readonly string[] Finishes =
    [
        "Oak",
        "Walnut",
        "Ceramic",
        "Linen",
        "Copper",
        "Glass",
        "Wool",
        "Bamboo",
        "Enamel",
        "Cork",
        "Slate",
        "Cotton",
        "Brass",
        "Porcelain",
        "Rattan",
    ];

    private static readonly string[] Things =
    [
        "Tea Mug",
        "Serving Board",
        "Table Lamp",
        "Cushion",
        "Lantern",
        "Picture Frame",
        "Vase",
        "Storage Box",
        "Throw",
        "Candle Holder",
        "Wall Clock",
        "Bowl",
        "Coaster Set",
        "Bookend",
        "Doorstop",
        "Tea Towel",
        "Plant Pot",
        "Tray",
        "Jug",
        "Basket",
    ];

    private static readonly string[] Sizes = ["Small", "Medium", "Large", "Set of 2", "Set of 4"];

    /// <summary>The same product has the same code, name and price in every file.</summary>
    public static IReadOnlyList<SampleProduct> Of(int count) =>
        [.. Enumerable.Range(0, count).Select(Product)];

    internal static IReadOnlyList<SampleProduct> Of(SampleRandom random, int count)
    {
        // Which goods sell best differs by seed.
        var goods = Enumerable.Range(0, count).Select(Product).ToArray();
        for (var at = count - 1; at > 0; at--)
        {
            var other = random.Next(at + 1);
            (goods[at], goods[other]) = (goods[other], goods[at]);
        }

        return goods;
    }

    private static SampleProduct Product(int number)
    {
        var random = new SampleRandom(number + 1);
        var pence = ((random.Next(60) + 1) * 50) - 5 + (random.Next(4) == 0 ? 4_000 : 0);
        var name =
            $"{Finishes[number % Finishes.Length]} {Things[number / Finishes.Length % Things.Length]} "
            + Sizes[number / (Finishes.Length * Things.Length) % Sizes.Length];
        return new SampleProduct(
            string.Create(CultureInfo.InvariantCulture, $"P-{number:D5}"),
            name,
            (pence / 100m).ToString("F2", CultureInfo.InvariantCulture)
        );
    }
}
