using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <summary>Sales of one currency, as they were booked and as they would have been.</summary>
/// <param name="Sales">Lines of orders.</param>
/// <param name="Changed">Of them, those whose commission would have been another.</param>
/// <param name="Booked">The commission they bear, as sold: refunds do not count.</param>
/// <param name="Drafted">The commission they would bear.</param>
public sealed record LabSum(long Sales, long Changed, Money Gross, Money Booked, Money Drafted)
{
    /// <summary>What the marketplace would have kept more, and the shops got less.</summary>
    public Money More => Drafted - Booked;

    /// <summary>Of what was booked; null where nothing was.</summary>
    public decimal? Share => Booked.Minor == 0 ? null : (decimal)More.Minor / Booked.Minor;
}

/// <summary>A shop that would have got more or less.</summary>
public sealed record LabShop(SellerId Id, string Name, LabSum Sum);

/// <param name="Title">With all above it; for sales of products without a category, or of one that is gone, it says so.</param>
public sealed record LabCategory(string Title, LabSum Sum);

/// <param name="Place">From 1.</param>
/// <param name="Sums">The sales it would have decided, by currency.</param>
/// <param name="NeverBecause">Why no sale can ever meet it as things stand; null when some can.</param>
public sealed record LabRule(
    int Place,
    RuleDraft Rule,
    IReadOnlyList<LabSum> Sums,
    string? NeverBecause
);

/// <summary>The sales of some whole days under other rules.</summary>
/// <param name="Name">Of the draft.</param>
/// <param name="Days">From the first to the last, in the tenant's zone.</param>
/// <param name="Unruled">The sales no rule would have matched, by currency: they would pay nothing.</param>
public sealed record LabReport(
    string Name,
    DateRange Days,
    IReadOnlyList<LabSum> Totals,
    IReadOnlyList<LabShop> Shops,
    IReadOnlyList<LabCategory> Categories,
    IReadOnlyList<LabRule> Rules,
    IReadOnlyList<LabSum> Unruled
);
