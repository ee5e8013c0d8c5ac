using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

public enum StatementLineKind
{
    /// <summary>A gateway took money from a buyer.</summary>
    Charge,

    /// <summary>A gateway gave money back to a buyer.</summary>
    Refund,

    /// <summary>A gateway kept something for itself, beside the fees on its other lines.</summary>
    Fee,

    /// <summary>A gateway paid what it held to our bank.</summary>
    Settlement,

    /// <summary>Money came into the bank account.</summary>
    Credit,

    /// <summary>Money left the bank account.</summary>
    Debit,

    /// <summary>Money that had left the bank account came back.</summary>
    Return,

    /// <summary>A gateway moved what it held for us to a shop's account there, or took it back.</summary>
    Transfer,

    /// <summary>A buyer's bank took money back through a gateway, or gave it again.</summary>
    Chargeback,
}

public enum StatementLineStatus
{
    /// <summary>Nothing in the books stands for it yet.</summary>
    Open,

    /// <summary>It is what the books expected; its entries are booked.</summary>
    Matched,

    /// <summary>Booked without a counterpart: a gateway's own fees, or on an account that a person named.</summary>
    Booked,

    /// <summary>A person decided that nothing is to be booked.</summary>
    Ignored,
}

/// <summary>What of ours a line of a statement can stand for.</summary>
public enum MatchTarget
{
    /// <summary>A captured payment; its attempt.</summary>
    Charge,

    /// <summary>A refund that was sent.</summary>
    Refund,

    /// <summary>What a gateway took for a wallet.</summary>
    TopUp,

    /// <summary>A payout that left.</summary>
    Payout,

    /// <summary>A payout that came back.</summary>
    PayoutReturn,

    /// <summary>A payout run that the bank booked as one.</summary>
    PayoutRun,

    /// <summary>Money on its way from a gateway to the bank: the two lines stand for each other.</summary>
    Settlement,

    /// <summary>Money a buyer's bank took back; a chargeback that was opened.</summary>
    Chargeback,

    /// <summary>Money a buyer's bank gave again; a chargeback that was won.</summary>
    ChargebackWon,
}

/// <summary>One line of a statement. What it says never changes; what it stands for is found by <c>MatchStatements</c> or by a person.</summary>
public sealed class StatementLine : ITenantOwned
{
    public const int MaxKeyLength = 100;
    public const int MaxTextLength = 300;

    public StatementLineId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required StatementId StatementId { get; init; }

    /// <summary>Its place in the statement, from 1.</summary>
    public required int Number { get; init; }

    public required StatementLineKind Kind { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Above zero when the account grew.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>What the account fell by on top.</summary>
    public required long FeeMinor { get; init; }

    public required DateOnly BookedOn { get; init; }

    /// <summary>Our own name of it: a charge's or refund's key, the end-to-end id of a payout.</summary>
    public string? Key { get; init; }

    /// <summary>Their name of it.</summary>
    public string? Reference { get; init; }

    /// <summary>The gateway's name of the payment to our bank that it is a part of.</summary>
    public string? Settlement { get; init; }

    public string? Counterparty { get; init; }

    /// <summary>What was written for the receiver.</summary>
    public string? Text { get; init; }

    /// <summary>Why money came back: an ISO 20022 code, e.g. <c>AC04</c>.</summary>
    public string? ReasonCode { get; init; }

    public StatementLineStatus Status { get; private set; } = StatementLineStatus.Open;

    public MatchTarget? TargetKind { get; private set; }

    /// <summary>None while it is open, for fees, and for a payment that settles several lines.</summary>
    public long? TargetId { get; private set; }

    /// <summary>The entry that stands for it. None for a payout run, whose payouts have one each.</summary>
    public string? EntryKey { get; private set; }

    /// <summary>The entry that books its fee.</summary>
    public string? FeeEntryKey { get; private set; }

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>What of its fee nobody has booked.</summary>
    internal long OpenFeeMinor => FeeEntryKey is null ? FeeMinor : 0;

    /// <param name="feeEntryKey">The entry that books its fee, unless another one has.</param>
    internal void Match(MatchTarget kind, long? target, string? entryKey, string? feeEntryKey)
    {
        (Status, TargetKind, TargetId) = (StatementLineStatus.Matched, kind, target);
        EntryKey = entryKey;
        FeeEntryKey ??= feeEntryKey;
    }

    internal void Book(string entryKey)
    {
        (Status, EntryKey) = (StatementLineStatus.Booked, entryKey);
        FeeEntryKey ??= FeeMinor == 0 ? null : entryKey;
    }

    internal void Ignore() => Status = StatementLineStatus.Ignored;

    /// <summary>What the resolution booked is reversed; the fee of a payment to us was booked before it.</summary>
    internal void Reopen()
    {
        (Status, TargetKind, TargetId) = (StatementLineStatus.Open, null, null);
        EntryKey = null;
        FeeEntryKey = Kind is StatementLineKind.Settlement ? FeeEntryKey : null;
    }
}
