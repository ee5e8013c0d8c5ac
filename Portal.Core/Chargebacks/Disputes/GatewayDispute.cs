using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

public readonly record struct DisputeId(long Value) : IEntityId<DisputeId>
{
    public static DisputeId From(long value) => new(value);
}

public enum DisputeStatus
{
    /// <summary>The gateway has to be asked; nothing is done about it yet.</summary>
    Waiting,

    /// <summary>The bank asks, and no money has moved: nothing is booked.</summary>
    Inquiry,

    /// <summary>A chargeback stands for it.</summary>
    Followed,

    /// <summary>What the gateway says cannot be booked by itself; a person sees to it.</summary>
    NeedsPerson,

    /// <summary>A person saw to it, and it stays as it is until the gateway says something else.</summary>
    SetAside,

    /// <summary>It is decided, and so is its chargeback; or no money ever moved.</summary>
    Ended,
}

/// <summary>
/// A dispute that a gateway told of. What became of it is asked, never taken from a message. Moved by <c>DisputesSql</c>, and by
/// the acts of people.
/// </summary>
public sealed class GatewayDispute : ITenantOwned, IAudited
{
    public const int MaxMessage = 500;
    public const int MaxReason = 300;

    /// <summary>Tenant of one whose charge nobody knows here: only the platform reads it.</summary>
    public static readonly TenantId Platform = new(0);

    public DisputeId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required string Gateway { get; init; }

    /// <summary>The gateway's number of it, e.g. <c>du_1MtJUT2eZvKYlo2CNaw2HvEv</c>.</summary>
    public required string Reference { get; init; }

    public DisputeStatus Status { get; private set; }

    /// <summary>The chargeback that stands for it, be it that a person had recorded it before.</summary>
    public ChargebackId? ChargebackId { get; private set; }

    /// <summary>Whose charge it is.</summary>
    public OrderId? OrderId { get; private set; }

    /// <summary>How far it is at the gateway, as it said last.</summary>
    public string? Stage { get; private set; }

    public long? AmountMinor { get; private set; }

    public Currency? Currency { get; private set; }

    public string? ReasonCode { get; private set; }

    public DateTimeOffset? EvidenceDueAt { get; private set; }

    /// <summary>Why a person has to see to it, or why nothing is known.</summary>
    public string? Message { get; private set; }

    /// <summary>How many messages of it were followed.</summary>
    public int Heard { get; private set; }

    /// <summary>How often the gateway was asked. Also the fencing token of whoever asks.</summary>
    public int Attempts { get; private set; }

    /// <summary>How often in a row it did not say.</summary>
    public int Doubts { get; private set; }

    /// <summary>By the database's clock: when it is asked next; none when it is at an end.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public required DateTimeOffset NoticedAt { get; init; }

    /// <summary>When the gateway said something of it last.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    public string? SetAsideBy { get; private set; }

    public DateTimeOffset? SetAsideAt { get; private set; }

    public string? SetAsideReason { get; private set; }

    internal void StandsFor(ChargebackId chargeback, OrderId order) =>
        (ChargebackId, OrderId) = (chargeback, order);

    /// <summary>Refuses one that waits for nobody.</summary>
    internal Result SetAside(string by, string reason, DateTimeOffset now)
    {
        if (Status is not DisputeStatus.NeedsPerson)
        {
            return DisputeErrors.NothingToDecide;
        }

        Status = DisputeStatus.SetAside;
        (SetAsideBy, SetAsideAt, SetAsideReason) = (by, now, reason);
        return Result.Ok;
    }
}
