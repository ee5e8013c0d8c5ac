using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

public readonly record struct PayoutRunId(long Value) : IEntityId<PayoutRunId>
{
    public static PayoutRunId From(long value) => new(value);
}

public enum PayoutRunStatus
{
    /// <summary>The money is held; another person has to approve it.</summary>
    Submitted,

    /// <summary>The money has left the balances and is on its way to the bank.</summary>
    Approved,

    /// <summary>The money is in the balances again.</summary>
    Cancelled,
}

/// <summary>Payouts of one currency that go to the bank together.</summary>
public sealed class PayoutRun : ITenantOwned, IAudited
{
    /// <summary>How long a run may wait for its approval.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromDays(7);

    public required PayoutRunId Id { get; init; }

    public TenantId TenantId { get; set; }

    public required Currency Currency { get; init; }

    public PayoutRunStatus Status { get; private set; }

    /// <summary>How many payouts.</summary>
    public required int Count { get; init; }

    public required long TotalMinor { get; init; }

    /// <summary>None when a worker or the command line submitted it.</summary>
    public PersonId? SubmittedBy { get; init; }

    public required string SubmittedByName { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public PersonId? ApprovedBy { get; private set; }

    public string? ApprovedByName { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public uint Version { get; private set; }

    public Money Total => new(TotalMinor, Currency);

    public DateTimeOffset ExpiresAt => SubmittedAt + MaxWait;

    /// <summary>Refuses the person who submitted it, a run that waits no longer, and one that waited too long.</summary>
    internal Result Approve(PersonId person, string name, DateTimeOffset now)
    {
        if (Status is not PayoutRunStatus.Submitted)
        {
            return PayoutErrors.NotWaiting(Status);
        }

        if (SubmittedBy == person)
        {
            return PayoutErrors.SamePerson;
        }

        if (now >= ExpiresAt)
        {
            return PayoutErrors.WaitedTooLong;
        }

        (Status, ApprovedBy, ApprovedByName, ApprovedAt) = (
            PayoutRunStatus.Approved,
            person,
            name,
            now
        );
        return Result.Ok;
    }

    internal Result Cancel(DateTimeOffset now)
    {
        if (Status is not PayoutRunStatus.Submitted)
        {
            return PayoutErrors.NotWaiting(Status);
        }

        (Status, CancelledAt) = (PayoutRunStatus.Cancelled, now);
        return Result.Ok;
    }
}
