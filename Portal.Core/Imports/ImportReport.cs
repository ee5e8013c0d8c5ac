namespace Portal.Core.Imports;

/// <summary>What an import will do, or has done.</summary>
/// <param name="Rows">Rows of the file; always accepted + already there + rejected.</param>
/// <param name="Accepted">Rows of orders and refunds that are new.</param>
/// <param name="AlreadyThere">Rows of orders and refunds that were imported before.</param>
/// <param name="Rejected">Rows that are not imported, each with its reason.</param>
/// <param name="Orders">Orders that are new.</param>
/// <param name="Refunds">Refunds that are new.</param>
/// <param name="NewProducts">Products made as drafts.</param>
public sealed record ImportReport(
    long Rows,
    long Accepted,
    long AlreadyThere,
    long Rejected,
    long Orders,
    long Refunds,
    long NewProducts
)
{
    /// <summary>Value of the new orders, one sum per currency.</summary>
    public IReadOnlyList<ImportSum> Totals { get; init; } = [];

    /// <summary>How often each reason occurs, most frequent first.</summary>
    public IReadOnlyList<ProblemCount> Problems { get; init; } = [];

    /// <summary>The first rejected rows.</summary>
    public IReadOnlyList<RejectedRow> FirstRejected { get; init; } = [];
}

/// <summary>A sum in minor units of one currency.</summary>
public sealed record ImportSum(string Currency, long Minor);

/// <summary>How many rows were rejected for one reason.</summary>
public sealed record ProblemCount(string Code, long Rows);

/// <summary>A row that is not imported.</summary>
/// <param name="Line">Line of the file, the first being 1.</param>
/// <param name="Column">Header of the column with the mistake; null when it is the row as a whole.</param>
/// <param name="Code">Stable code of the reason.</param>
/// <param name="Message">The reason as a sentence, with the value where there is one.</param>
public sealed record RejectedRow(int Line, string? Column, string Code, string Message);
