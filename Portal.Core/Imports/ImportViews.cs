using Portal.Core.Imports.Csv;

namespace Portal.Core.Imports;

/// <summary>One line of the history.</summary>
public sealed record ImportSummary(
    ImportId Id,
    string FileName,
    ImportStatus Status,
    bool IsStalled,
    int? Percent,
    long Rows,
    long Accepted,
    long AlreadyThere,
    long Rejected,
    long Orders,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt
);

/// <summary>An import that came to its end, to tell whoever uploaded it.</summary>
public sealed record ImportEnding(
    ImportId Id,
    string FileName,
    bool IsFailed,
    long Orders,
    long Rejected,
    DateTimeOffset EndedAt
);

/// <summary>How far a running import is.</summary>
/// <param name="RowsPerSecond">Of this phase; null before the first rows.</param>
/// <param name="TimeLeft">Of this phase; null while nobody can tell.</param>
/// <param name="IsStalled">No worker has said anything for a while; it can be taken up again.</param>
public sealed record ImportProgress(
    ImportPhase Phase,
    long Done,
    long Total,
    long? RowsPerSecond,
    TimeSpan? TimeLeft,
    bool IsCancelRequested,
    bool IsStalled
)
{
    public int Percent => Total == 0 ? 0 : (int)Math.Min(100, Done * 100 / Total);
}

/// <summary>Everything the wizard shows of one import.</summary>
/// <param name="Before">An earlier import of the very same file, if there is one.</param>
public sealed record ImportDetail(
    ImportId Id,
    string FileName,
    long FileBytes,
    ImportStatus Status,
    ImportSetup Setup,
    ImportPreview Preview,
    ImportProgress Progress,
    ImportReport? Report,
    ImportReport Result,
    string? FailureCode,
    string? FailureMessage,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    ImportId? Before
);

/// <summary>A mapping to choose from.</summary>
public sealed record SavedMappingView(
    SavedMappingId Id,
    string Name,
    ColumnMapping Mapping,
    ImportOptions Options,
    DateOrder DateOrder,
    DecimalMark DecimalMark
);
