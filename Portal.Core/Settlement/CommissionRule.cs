using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

public readonly record struct CommissionRuleId(long Value) : IEntityId<CommissionRuleId>
{
    public static CommissionRuleId From(long value) => new(value);
}

/// <summary>
/// What the marketplace keeps of a sale. The first rule by position that matches the sale and holds at
/// its time counts; a sale without one pays nothing. A rule never changes: it is ended, and another one begins.
/// </summary>
public sealed class CommissionRule : ITenantOwned, IAudited
{
    public CommissionRuleId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required string Name { get; init; }

    /// <summary>From 1; lower ones are asked first.</summary>
    public required int Position { get; init; }

    /// <summary>Only sales of this shop; null for all.</summary>
    public SellerId? SellerId { get; init; }

    /// <summary>Only sales of this product; null for all.</summary>
    public ProductId? ProductId { get; init; }

    /// <summary>Only sales in this currency, which is the one of the amounts below; null for all.</summary>
    public Currency? Currency { get; init; }

    /// <summary>Only sales of at least this much.</summary>
    public long? FromMinor { get; init; }

    /// <summary>Share of the gross in hundredths of a percent, 0 to 10,000.</summary>
    public required int RateBasisPoints { get; init; }

    /// <summary>Added to the share.</summary>
    public long FixedMinor { get; init; }

    /// <summary>The commission is never less, as long as the gross allows.</summary>
    public long? FloorMinor { get; init; }

    /// <summary>The commission is never more.</summary>
    public long? CapMinor { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>First instant at which it no longer holds.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    internal bool End(DateTimeOffset at)
    {
        if (EndsAt is not null)
        {
            return false;
        }

        EndsAt = at > StartsAt ? at : StartsAt;
        return true;
    }
}
