namespace Portal.Kit.Tables;

/// <summary>What the pager needs to know of a page of rows.</summary>
public sealed record TablePageView(
    int Rows,
    long Total,
    bool IsTotalExact,
    string? Next,
    string? Previous
);
