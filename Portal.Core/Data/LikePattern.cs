namespace Portal.Core.Data;

/// <summary>What people typed, as a pattern for LIKE: their <c>%</c> and <c>_</c> mean themselves.</summary>
internal static class LikePattern
{
    public static string Containing(string text) =>
        $"%{text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
