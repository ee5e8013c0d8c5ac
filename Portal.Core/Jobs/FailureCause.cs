using System.Text.RegularExpressions;

namespace Portal.Core.Jobs;

/// <summary>
/// What failures have in common: the message without ids, numbers and quoted values, so that
/// <c>Order 17 of "A-1" timed out</c> and <c>Order 18 of "B-2" timed out</c> are one group.
/// </summary>
public static partial class FailureCause
{
    public const int MaxLength = 200;

    public static string Of(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var line = message.Split('\n', 2)[0].Trim();
        line = Identifiers().Replace(line, "#");
        line = Quoted().Replace(line, "“…”");
        line = Spaces().Replace(Numbers().Replace(line, "#"), " ");
        return line.Length <= MaxLength ? line : line[..(MaxLength - 1)] + "…";
    }

    public static string Of(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var innermost = failure.GetBaseException();
        return Of($"{innermost.GetType().Name}: {innermost.Message}");
    }

    [GeneratedRegex(
        "[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Identifiers();

    [GeneratedRegex("""("[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\d[\d.,:]*", RegexOptions.None, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
