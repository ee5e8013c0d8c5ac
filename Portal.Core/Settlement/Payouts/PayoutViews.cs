using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Connect;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>Who a run would pay, and who not and why.</summary>
/// <param name="Candidates">Shops that have something or owe something; those paid come first.</param>
public sealed record PayoutPreview(Currency Currency, IReadOnlyList<PayoutCandidateRow> Candidates)
{
    public IEnumerable<PayoutCandidateRow> Paid => Candidates.Where(c => c.Candidate.Skip is null);

    public IEnumerable<PayoutCandidateRow> Skipped =>
        Candidates.Where(c => c.Candidate.Skip is not null);

    public Money Total => new(Candidates.Sum(c => c.Candidate.AmountMinor), Currency);

    /// <summary>What shops that are skipped have; what others owe is not set against it.</summary>
    public Money Left => new(Skipped.Sum(c => Math.Max(0, c.Candidate.BalanceMinor)), Currency);
}

public sealed record PayoutCandidateRow(
    string SellerName,
    Currency Currency,
    PayoutCandidate Candidate
)
{
    public Money Money(long minor) => new(minor, Currency);
}

/// <param name="Statuses">None is all.</param>
public sealed record PayoutRunFilter(
    IReadOnlyList<PayoutRunStatus>? Statuses = null,
    Currency? Currency = null
);

/// <summary>A run as its page shows it.</summary>
/// <param name="ByStatus">How many of its payouts are where.</param>
/// <param name="IsOwn">The reader submitted it, and so cannot approve it.</param>
/// <param name="History">What happened to it, the first first.</param>
public sealed record PayoutRunDetail(
    PayoutRun Run,
    IReadOnlyDictionary<PayoutStatus, int> ByStatus,
    bool IsOwn,
    IReadOnlyList<TimelineEvent> History
)
{
    /// <summary>How many of those on their way the bank has to confirm.</summary>
    public int SentToBank { get; init; }

    /// <summary>How many of its payouts the bank pays.</summary>
    public int ForBank { get; init; }

    /// <summary>How many of its payouts are where at Stripe.</summary>
    public IReadOnlyDictionary<TransferStatus, int> AtStripe { get; init; } =
        new Dictionary<TransferStatus, int>();

    /// <summary>How many of its payouts are there.</summary>
    public int Of(PayoutStatus status) => ByStatus.GetValueOrDefault(status);
}

/// <param name="Run">None is all runs.</param>
/// <param name="Statuses">None is all.</param>
public sealed record PayoutFilter(
    PayoutRunId? Run = null,
    IReadOnlyList<PayoutStatus>? Statuses = null,
    Currency? Currency = null
);

/// <summary>What one shop was paid.</summary>
/// <param name="Bank">Holder and masked number it went to, or the account at Stripe.</param>
/// <param name="Transfer">How it stands at Stripe, once its run is approved; none for those through the bank.</param>
public sealed record PayoutRow(
    Payout Payout,
    string SellerName,
    string Bank,
    DateTimeOffset SubmittedAt,
    PayoutTransfer? Transfer
);

/// <summary>A payout from its sales down to what the bank was told.</summary>
/// <param name="Sales">Those in it now.</param>
public sealed record PayoutStatement(PayoutRow Row, IReadOnlyList<SaleRow> Sales)
{
    /// <summary>What of its sales was refunded since, or waits for the next payout because this one was returned.</summary>
    public Money Gone =>
        new(Row.Payout.SalesMinor - Sales.Sum(s => s.Net.Minor), Row.Payout.Currency);
}

/// <summary>A shop that somebody is paid for.</summary>
public sealed record PayeeShop(SellerId Id, string Name);

/// <summary>A shop's account at Stripe as people may see it.</summary>
/// <param name="Due">What the shop has still to tell Stripe, in Stripe's words; none when nothing is due.</param>
public sealed record ConnectedAccountRow(
    SellerId Seller,
    string SellerName,
    string AccountId,
    bool MayReceive,
    bool PaysOut,
    string? Due,
    DateTimeOffset AskedAt
);

/// <summary>Where a shop is paid, as people may see it.</summary>
/// <param name="Reserve">What is to be kept.</param>
/// <param name="Kept">What the reserve holds now.</param>
public sealed record PayoutAccountRow(
    SellerId Seller,
    string SellerName,
    Currency Currency,
    PayoutMethod Method,
    string HolderName,
    string MaskedIban,
    PayoutSchedule Schedule,
    Money Minimum,
    Money Reserve,
    Money Kept,
    string? PausedReason,
    DateTimeOffset BankChangedAt
);

/// <summary>Payouts of one run that go one way.</summary>
public sealed record PayoutWay(PayoutRunId Run, PayoutMethod Method, int Count);
