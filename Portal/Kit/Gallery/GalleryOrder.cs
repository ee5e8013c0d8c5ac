using Portal.Core.Kernel;

namespace Portal.Kit.Gallery;

public enum GalleryStatus
{
    /// <summary>Waits for its turn.</summary>
    Pending,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Stopped with a reason.</summary>
    Failed,
}

/// <summary>A row for the gallery's table: the same ones every time, computed from their number.</summary>
public sealed record GalleryOrder(
    int Number,
    string Customer,
    GalleryStatus Status,
    Money Total,
    DateTimeOffset PlacedAt
)
{
    private const int HowMany = 1_204;

    private static readonly string[] Names =
    [
        "Ada Brook",
        "Milan Costa",
        "Yara Haddad",
        "Tomas Lind",
        "Ines Prado",
        "Kofi Mensah",
        "Lena Vogel",
    ];

    private static readonly Currency Pound = Currency.Of("GBP");

    public string Reference => $"GB-{10_000 + Number}";

    public static IReadOnlyList<GalleryOrder> All(DateTimeOffset now) =>
        [.. Enumerable.Range(1, HowMany).Select(number => Of(number, now))];

    private static GalleryOrder Of(int number, DateTimeOffset now) =>
        new(
            number,
            Names[number * 3 % Names.Length],
            (GalleryStatus)(
                number % 11 == 0 ? 2
                : number % 4 == 0 ? 0
                : 1
            ),
            new Money(995 + number * 7_919L % 240_000, Pound),
            now.AddMinutes(-number * 37)
        );
}
