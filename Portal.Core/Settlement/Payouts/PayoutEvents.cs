using Portal.Core.Events.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>Something that happened to a payout run; its history.</summary>
public abstract record PayoutRunEvent(long Run) : PortalEvent
{
    public override EventSubject Subject => SubjectOf(new PayoutRunId(Run));

    internal static EventSubject SubjectOf(PayoutRunId run) => new("payout_run", run.Value);
}

/// <param name="Count">Payouts.</param>
public sealed record PayoutRunSubmitted(long Run, int Count, long TotalMinor, string Currency)
    : PayoutRunEvent(Run)
{
    public override string Kind => "payout_run.submitted";
}

public sealed record PayoutRunApproved(long Run) : PayoutRunEvent(Run)
{
    public override string Kind => "payout_run.approved";
}

public sealed record PayoutRunCancelled(long Run) : PayoutRunEvent(Run)
{
    public override string Kind => "payout_run.cancelled";
}

/// <param name="Count">Payouts confirmed at once.</param>
/// <param name="Method">By whom: bank or stripe.</param>
public sealed record PayoutsConfirmed(long Run, int Count, string Method) : PayoutRunEvent(Run)
{
    public override string Kind => "payout_run.paid";
}

public sealed record PayoutReturned(long Run, long Payout, long SellerId, string Reason)
    : PayoutRunEvent(Run)
{
    public override string Kind => "payout_run.payout_returned";
}

/// <param name="Status">failed or unknown.</param>
/// <param name="Message">What Stripe said.</param>
public sealed record PayoutNotSent(long Run, long Payout, string Status, string? Message)
    : PayoutRunEvent(Run)
{
    public override string Kind => "payout_run.payout_not_sent";
}

public sealed record PayoutRetried(long Run, long Payout) : PayoutRunEvent(Run)
{
    public override string Kind => "payout_run.payout_retried";
}

/// <param name="AmountMinor">What Stripe has taken back of it so far; a person sees to it.</param>
public sealed record PayoutPartlyReversed(long Run, long Payout, long AmountMinor, string Currency)
    : PayoutRunEvent(Run)
{
    public override string Kind => "payout_run.payout_partly_reversed";
}
