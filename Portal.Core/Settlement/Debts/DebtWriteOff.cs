using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Debts;

public readonly record struct DebtWriteOffId(long Value) : IEntityId<DebtWriteOffId>
{
    public static DebtWriteOffId From(long value) => new(value);
}

public enum DebtWriteOffStatus
{
    /// <summary>One person asked for it; another has to approve or refuse it.</summary>
    Requested,

    /// <summary>The debt is lower by the amount, and the marketplace has lost it.</summary>
    Approved,

    /// <summary>Nothing was booked; the shop owes as before.</summary>
    Refused,
}

/// <summary>What a shop owes, or a part of it, that is to be given up.</summary>
public sealed class DebtWriteOff : ITenantOwned, IAudited
{
    public const int MaxReasonLength = 300;

    public DebtWriteOffId Id { get; init; }

    public TenantId TenantId { get; set; }

    public required SellerId SellerId { get; init; }

    /// <summary>The shop's account of the currency.</summary>
    public required AccountId AccountId { get; init; }

    public required Currency Currency { get; init; }

    public required long AmountMinor { get; init; }

    public required string Reason { get; init; }

    public DebtWriteOffStatus Status { get; private set; }

    public required PersonId RequestedBy { get; init; }

    public required string RequestedByName { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public PersonId? DecidedBy { get; private set; }

    public string? DecidedByName { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why it was refused.</summary>
    public string? RefusedReason { get; private set; }

    public uint Version { get; private set; }

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>Refuses the person who asked for it, and one that was decided.</summary>
    internal Result Approve(PersonId person, string name, DateTimeOffset now)
    {
        if (Status is not DebtWriteOffStatus.Requested)
        {
            return DebtErrors.NotWaiting(Status);
        }

        if (RequestedBy == person)
        {
            return DebtErrors.SamePerson;
        }

        Status = DebtWriteOffStatus.Approved;
        (DecidedBy, DecidedByName, DecidedAt) = (person, name, now);
        return Result.Ok;
    }

    /// <summary>Also by the person who asked for it: they take it back. Refuses one that was decided.</summary>
    internal Result Refuse(PersonId? person, string name, string reason, DateTimeOffset now)
    {
        if (Status is not DebtWriteOffStatus.Requested)
        {
            return DebtErrors.NotWaiting(Status);
        }

        Status = DebtWriteOffStatus.Refused;
        (DecidedBy, DecidedByName, DecidedAt, RefusedReason) = (person, name, now, reason);
        return Result.Ok;
    }
}
