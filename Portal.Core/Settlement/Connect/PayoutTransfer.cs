using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Connect;

public enum TransferStatus
{
    /// <summary>Approved; the next round sends it.</summary>
    Waiting,

    /// <summary>A worker is asking Stripe; when its lease ends another asks what became of it.</summary>
    Sending,

    /// <summary>The shop's account has it; the payout is paid.</summary>
    Sent,

    /// <summary>Refused for now; nothing was moved. It is sent again, or a person decides.</summary>
    Failed,

    /// <summary>It may or may not have been moved. It is asked about until Stripe says.</summary>
    Unknown,

    /// <summary>Refused for good, or given up by a person; nothing was moved, and the payout is returned.</summary>
    Refused,

    /// <summary>It was taken back after it was sent; the payout is returned.</summary>
    Reversed,
}

/// <summary>A payout on its way through Stripe, from the approval of its run on. Moved by <c>TransfersSql</c>.</summary>
public sealed class PayoutTransfer : ITenantOwned
{
    public required PayoutId PayoutId { get; init; }

    public TenantId TenantId { get; set; }

    public required PayoutRunId RunId { get; init; }

    /// <summary>The connected account it goes to.</summary>
    public required string AccountId { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    public required TransferStatus Status { get; init; }

    /// <summary>How often Stripe was asked.</summary>
    public required int Attempts { get; init; }

    /// <summary>How often it was refused for now.</summary>
    public required int Refusals { get; init; }

    /// <summary>When it is seen to next; none when it is at an end or waits for a person.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Since when nothing is known of it.</summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>Stripe's number of it, e.g. <c>tr_1MiN3gLkdIwHu7ix</c>.</summary>
    public string? Reference { get; init; }

    /// <summary>Why it was refused, for programs.</summary>
    public string? FailureCode { get; init; }

    /// <summary>Why it was refused or is unknown, for people.</summary>
    public string? Message { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When a sent one is asked about once more; none while nobody told anything new of it.</summary>
    public DateTimeOffset? CheckDueAt { get; init; }

    /// <summary>How many of Stripe's messages about its reversal were followed.</summary>
    public required int Heard { get; init; }

    /// <summary>What was taken back of it at Stripe; less than all where a person has to see to it.</summary>
    public required long ReversedMinor { get; init; }

    /// <summary>A part was taken back: nothing is booked for it by itself.</summary>
    public bool IsPartlyReversed => Status is TransferStatus.Sent && ReversedMinor > 0;

    public Money Reversed => new(ReversedMinor, Currency);

    /// <summary>A person may have it sent at once, or, where it was refused, give it up.</summary>
    public bool IsRetryable => Status is TransferStatus.Failed or TransferStatus.Unknown;

    /// <summary>Our key of it at Stripe. It names the tenant, so that whoever hears of it knows whose it is.</summary>
    internal static string KeyOf(TenantId tenant, long payout) =>
        FormattableString.Invariant($"payout-{tenant.Value}-{payout}");

    internal static string GroupOf(long run) => FormattableString.Invariant($"payout-run-{run}");
}
