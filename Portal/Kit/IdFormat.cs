namespace Portal.Kit;

/// <summary>How the numbers of others are shown.</summary>
internal static class IdFormat
{
    private const int Head = 9;
    private const int Tail = 6;

    /// <summary>The beginning and the end of what is too long for its column: numbers of one gateway often begin alike.</summary>
    public static string Short(string id) =>
        id.Length <= Head + 1 + Tail ? id : $"{id[..Head]}…{id[^Tail..]}";
}
