using Portal.Core.Events.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

/// <summary>Something that happened to a wallet.</summary>
public abstract record WalletEvent(long Wallet) : PortalEvent
{
    internal const string SubjectKind = "wallet";

    public override EventSubject Subject => SubjectOf(new WalletId(Wallet));

    internal static EventSubject SubjectOf(WalletId wallet) => new(SubjectKind, wallet.Value);
}

public sealed record WalletAdjusted(
    long Wallet,
    WalletDirection Direction,
    long AmountMinor,
    string Currency,
    string Reason
) : WalletEvent(Wallet)
{
    public override string Kind => "wallet.adjusted";
}

public sealed record WalletClosed(long Wallet) : WalletEvent(Wallet)
{
    public override string Kind => "wallet.closed";
}

/// <summary>Kinds of events about top-ups, told of their wallet. Payloads are made in SQL: top_up_id, key, amount_minor, currency, code, message.</summary>
internal static class WalletTopUpEvents
{
    public const string Captured = "wallet.topped_up";

    public const string Declined = "wallet.top_up_declined";

    /// <summary>Once, when the buyer can pay.</summary>
    public const string Waiting = "wallet.top_up_waiting";

    /// <summary>Once for as long as it stays unknown.</summary>
    public const string Unknown = "wallet.top_up_unknown";
}
