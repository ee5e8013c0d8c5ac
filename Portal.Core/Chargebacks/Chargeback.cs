using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks;

public readonly record struct ChargebackId(long Value) : IEntityId<ChargebackId>
{
    public static ChargebackId From(long value) => new(value);
}

public enum ChargebackStatus
{
    /// <summary>The bank has the money; evidence can be given until its day.</summary>
    NeedsResponse,

    /// <summary>Evidence was given; the buyer's bank decides.</summary>
    UnderReview,

    /// <summary>The money came back from the bank.</summary>
    Won,

    /// <summary>The buyer keeps the money: it was refunded this way.</summary>
    Lost,
}

/// <summary>Money of a captured charge that the buyer's bank took back.</summary>
public sealed class Chargeback : ITenantOwned, IAudited, IShownLive
{
    public const int MaxReference = 100;
    public const int MaxReasonCode = 60;
    public const int MaxNote = 150;

    public ChargebackId Id { get; init; }

    public TenantId TenantId { get; set; }

    public required OrderId OrderId { get; init; }

    public required string ChargeKey { get; init; }

    public required string Gateway { get; init; }

    /// <summary>The gateway's number of it; unique at that gateway.</summary>
    public required string Reference { get; init; }

    /// <summary>Of the request that recorded it; the same one is recorded once.</summary>
    public required string Key { get; init; }

    public required Currency Currency { get; init; }

    public required long AmountMinor { get; init; }

    /// <summary>What the gateway charges for it; stays lost when it is won.</summary>
    public required long FeeMinor { get; init; }

    /// <summary>Why, in the gateway's words, e.g. <c>product_not_received</c>.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>From this instant on no evidence is taken.</summary>
    public required DateTimeOffset EvidenceDueAt { get; set; }

    public ChargebackStatus Status { get; private set; }

    /// <summary>A person, <c>worker</c>, or <c>cli:user@host</c>.</summary>
    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public string? SubmittedBy { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public string? EndedBy { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The refund it became when it was lost.</summary>
    public RefundId? RefundId { get; private set; }

    public uint Version { get; private set; }

    string IShownLive.LiveTopic => LiveSignals.Notifications;

    public Money Amount => new(AmountMinor, Currency);

    public Money Fee => new(FeeMinor, Currency);

    public bool IsOpen => Status is ChargebackStatus.NeedsResponse or ChargebackStatus.UnderReview;

    /// <summary>Why its sales stay in escrow.</summary>
    public string FrozenReason =>
        $"Chargeback {Reference}: the buyer's bank has taken {Amount} back";

    /// <summary>Refuses a second time, after its day, and one that is decided.</summary>
    internal Result Submit(string by, DateTimeOffset now)
    {
        if (SubmittedAt is not null)
        {
            return ChargebackErrors.AlreadySubmitted;
        }

        if (!IsOpen)
        {
            return ChargebackErrors.AlreadyDecided(Status);
        }

        if (now >= EvidenceDueAt)
        {
            return ChargebackErrors.TooLate;
        }

        (Status, SubmittedBy, SubmittedAt) = (ChargebackStatus.UnderReview, by, now);
        return Result.Ok;
    }

    /// <summary>Refuses one that is decided.</summary>
    internal Result Win(string by, DateTimeOffset now) => End(ChargebackStatus.Won, by, now);

    /// <summary>Refuses one that is decided.</summary>
    internal Result Lose(string by, DateTimeOffset now) => End(ChargebackStatus.Lost, by, now);

    internal void BecameRefund(RefundId refund) => RefundId = refund;

    private Result End(ChargebackStatus status, string by, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return ChargebackErrors.AlreadyDecided(Status);
        }

        (Status, EndedBy, EndedAt) = (status, by, now);
        return Result.Ok;
    }
}

/// <summary>The evidence that was given, byte by byte.</summary>
public sealed class ChargebackEvidence : ITenantOwned, IAppendOnly
{
    public required ChargebackId ChargebackId { get; init; }

    public TenantId TenantId { get; set; }

    /// <summary>A page of HTML that needs nothing from outside.</summary>
    public required byte[] Content { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public required byte[] Hash { get; init; }

    public string? Note { get; init; }

    public required string SubmittedBy { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }
}
