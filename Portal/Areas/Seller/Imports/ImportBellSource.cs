using Portal.Core.Imports;
using Portal.Kit;
using Portal.Shell;

namespace Portal.Areas.Seller.Imports;

/// <summary>Tells a person that a file of theirs has been imported, or could not be.</summary>
internal sealed class ImportBellSource(ImportQueries imports, TimeProvider clock) : IBellSource
{
    /// <summary>What is older is found on the page of imports.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<BellMessage>> NewestAsync(CancellationToken ct)
    {
        var ended = await imports.EndedOfMineAsync(clock.GetUtcNow() - Fresh, ct);
        return
        [
            .. ended.Select(import => new BellMessage(
                TitleOf(import),
                $"/imports/{import.Id.Value}",
                import.EndedAt,
                import.IsFailed ? "alert" : "import",
                import switch
                {
                    { IsFailed: true } => Tone.Bad,
                    { Rejected: > 0 } => Tone.Warn,
                    _ => Tone.Good,
                }
            )),
        ];
    }

    private static string TitleOf(ImportEnding import) =>
        import switch
        {
            { IsFailed: true } => $"{import.FileName} could not be imported.",
            { Rejected: > 0 } =>
                $"{import.FileName}: {NumberFormat.Full(import.Orders)} new orders, {NumberFormat.Full(import.Rejected)} rows rejected.",
            _ => $"{import.FileName}: {NumberFormat.Full(import.Orders)} new orders.",
        };
}
