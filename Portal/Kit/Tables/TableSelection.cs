namespace Portal.Kit.Tables;

/// <summary>The rows a bulk action is for.</summary>
/// <param name="Keys">Keys of the ticked rows; of the page when all matching are meant.</param>
/// <param name="IsAllMatching">Every row that matches the filters, on all pages.</param>
/// <param name="Count">How many that is.</param>
/// <param name="Query">The filters, for acting on all that match.</param>
public sealed record TableSelection(
    IReadOnlyCollection<string> Keys,
    bool IsAllMatching,
    long Count,
    TableQuery Query
);
