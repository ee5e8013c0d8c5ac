using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Rules;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

public readonly record struct CommissionRuleId(long Value) : IEntityId<CommissionRuleId>
{
    public static CommissionRuleId From(long value) => new(value);
}

/// <summary>
/// What the marketplace keeps of a sale. The first rule by position that matches the sale and holds at
/// its time counts; a sale without one pays nothing. A rule never changes: it is ended, and another one
/// begins. What it asks is told at <see cref="RuleDraft"/>.
/// </summary>
public sealed class CommissionRule : ITenantOwned, IAudited
{
    public CommissionRuleId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required string Name { get; init; }

    /// <summary>From 1; lower ones are asked first.</summary>
    public required int Position { get; init; }

    public IReadOnlyList<SellerId>? SellerIds { get; private init; }

    public IReadOnlyList<ProductId>? ProductIds { get; private init; }

    public IReadOnlyList<CategoryId>? CategoryIds { get; private init; }

    public IReadOnlyList<string>? SellerLevels { get; private init; }

    public Currency? Currency { get; private init; }

    public long? FromMinor { get; private init; }

    /// <summary>Share of the gross in hundredths of a percent, 0 to 10,000.</summary>
    public required int RateBasisPoints { get; init; }

    public long FixedMinor { get; private init; }

    public long? FloorMinor { get; private init; }

    public long? CapMinor { get; private init; }

    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>First instant at which it no longer holds.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>The set it was published with; null when it was published alone.</summary>
    public CommissionSetId? SetId { get; private init; }

    /// <summary>The set that took its place; null when it ends by itself.</summary>
    public CommissionSetId? EndedBySetId { get; private set; }

    /// <summary>Where it would end if that set were taken back.</summary>
    public DateTimeOffset? OwnEndsAt { get; private set; }

    /// <summary>It was ended before it started.</summary>
    public bool NeverHolds => EndsAt <= StartsAt;

    /// <param name="rule">One without mistakes.</param>
    /// <param name="position">From 1.</param>
    /// <param name="from">It holds from its own start on, and not before this.</param>
    /// <param name="set">The set it is of.</param>
    internal static CommissionRule Of(
        RuleDraft rule,
        int position,
        DateTimeOffset from,
        CommissionSetId? set
    )
    {
        var start = rule.StartsAt > from ? rule.StartsAt.Value : from;
        return new CommissionRule
        {
            Name = rule.Name.Trim(),
            Position = position,
            SellerIds = rule.Sellers,
            ProductIds = rule.Products,
            CategoryIds = rule.Categories,
            SellerLevels = rule.Levels,
            Currency = rule.Currency,
            FromMinor = rule.FromMinor,
            RateBasisPoints = rule.RateBasisPoints,
            FixedMinor = rule.FixedMinor,
            FloorMinor = rule.FloorMinor,
            CapMinor = rule.CapMinor,
            StartsAt = start,
            EndsAt = rule.EndsAt < start ? start : rule.EndsAt,
            SetId = set,
        };
    }

    /// <summary>As it would be written again today: without a start that is over, with an end of its own only.</summary>
    public RuleDraft ToDraft(DateTimeOffset now) =>
        new(
            Name,
            RateBasisPoints,
            SellerIds,
            ProductIds,
            CategoryIds,
            SellerLevels,
            Currency,
            FromMinor,
            FixedMinor,
            FloorMinor,
            CapMinor,
            StartsAt > now ? StartsAt : null,
            EndedBySetId is null ? EndsAt : OwnEndsAt
        );

    /// <summary>False when it is over already.</summary>
    internal bool End(DateTimeOffset at)
    {
        if (EndsAt <= at || NeverHolds)
        {
            return false;
        }

        (EndsAt, EndedBySetId, OwnEndsAt) = (at > StartsAt ? at : StartsAt, null, null);
        return true;
    }

    /// <summary>Ends it where a set starts, unless it is over before.</summary>
    internal void EndFor(CommissionSetId set, DateTimeOffset at)
    {
        var own = EndsAt;
        if (End(at))
        {
            (EndedBySetId, OwnEndsAt) = (set, own);
        }
    }

    /// <summary>The set that took its place is taken back.</summary>
    internal void GoOn() => (EndsAt, EndedBySetId, OwnEndsAt) = (OwnEndsAt, null, null);
}
