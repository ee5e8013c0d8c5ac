using System.Globalization;
using Portal.Kit;

namespace Portal.Shell;

/// <summary>One message in the bell.</summary>
/// <param name="Title">What happened, as a sentence.</param>
/// <param name="Href">Where to read on.</param>
public sealed record BellMessage(
    string Title,
    string Href,
    DateTimeOffset At,
    string Icon = "bell",
    Tone Tone = Tone.Plain
)
{
    /// <summary>The same thing happening again is another message.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Href} {At.UtcDateTime:O}");
}

/// <summary>
/// A module's messages for the signed-in person. Asked when a page opens, when the live topic of notifications moves and
/// now and then; answers the newest few.
/// </summary>
public interface IBellSource
{
    Task<IReadOnlyList<BellMessage>> NewestAsync(CancellationToken ct);
}
