namespace Portal.Core.Kernel;

/// <summary>One page of a list.</summary>
/// <param name="Rows">The rows, in the order asked for.</param>
/// <param name="Total">How many match; at most <see cref="PageRequest.CountLimit"/> when <paramref name="IsTotalExact"/> is false.</param>
/// <param name="IsTotalExact">False when counting stopped at the limit: show "5,000+".</param>
/// <param name="Next">Cursor of the following page; null on the last.</param>
/// <param name="Previous">Cursor of the page before; null on the first.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Rows,
    long Total,
    bool IsTotalExact = true,
    string? Next = null,
    string? Previous = null
)
{
    public static Page<T> Empty { get; } = new([], 0);
}

/// <summary>What a list is asked for. Filters are the module's own record; this is what all lists share.</summary>
/// <param name="Number">Page number from 1, for lists that page by offset.</param>
/// <param name="Size">Rows per page, 1 to <see cref="MaxSize"/>.</param>
/// <param name="Sort">Column key to sort by; null for the list's own order.</param>
/// <param name="Descending">Sort direction.</param>
/// <param name="Cursor">Where to go on, for lists that page by key; wins over <paramref name="Number"/>.</param>
public sealed record PageRequest(
    int Number = 1,
    int Size = 25,
    string? Sort = null,
    bool Descending = false,
    string? Cursor = null
)
{
    public const int MaxSize = 200;

    /// <summary>Counting matches stops here, so that a count never costs more than the page.</summary>
    public const int CountLimit = 5_000;

    public int Offset => (int)Math.Min((Math.Max(1, Number) - 1L) * Take, int.MaxValue);

    public int Take => Math.Clamp(Size, 1, MaxSize);
}
