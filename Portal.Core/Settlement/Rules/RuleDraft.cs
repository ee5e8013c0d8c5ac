using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <summary>
/// What a commission rule asks of a sale, and what it takes. Every condition must hold; one that names
/// several holds for any of them; null asks nothing. An empty list holds for no sale, never for all.
/// </summary>
/// <param name="RateBasisPoints">Share of the gross in hundredths of a percent, 0 to 10,000.</param>
/// <param name="Categories">The product is in one of them, or below it.</param>
/// <param name="Levels">The shop had one of them at the sale.</param>
/// <param name="Currency">Of the sale, and of the amounts.</param>
/// <param name="FromMinor">The sale is of at least this much.</param>
/// <param name="FixedMinor">Added to the share.</param>
/// <param name="FloorMinor">The commission is never less, as long as the gross allows.</param>
/// <param name="CapMinor">The commission is never more.</param>
/// <param name="StartsAt">Not for sales before it.</param>
/// <param name="EndsAt">Not for sales from it on.</param>
public sealed record RuleDraft(
    string Name,
    int RateBasisPoints,
    IReadOnlyList<SellerId>? Sellers = null,
    IReadOnlyList<ProductId>? Products = null,
    IReadOnlyList<CategoryId>? Categories = null,
    IReadOnlyList<string>? Levels = null,
    Currency? Currency = null,
    long? FromMinor = null,
    long FixedMinor = 0,
    long? FloorMinor = null,
    long? CapMinor = null,
    DateTimeOffset? StartsAt = null,
    DateTimeOffset? EndsAt = null
);
