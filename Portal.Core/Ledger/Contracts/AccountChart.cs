namespace Portal.Core.Ledger.Contracts;

/// <summary>The side on which an account grows; a debit is a positive posting, a credit a negative one.</summary>
public enum NormalSide
{
    Debit,
    Credit,
}

/// <summary>What the money of an account is to the marketplace.</summary>
public enum AccountStanding
{
    /// <summary>It lies with a gateway, or its buyer's bank disputes it there.</summary>
    AtGateways,

    /// <summary>It is in the bank; below zero while a gateway has not yet paid what went out.</summary>
    AtBank,

    /// <summary>It is kept for others until something happens: a delivery, a purchase, the end of a term.</summary>
    Held,

    /// <summary>It is due to others, and is to be paid out.</summary>
    Owed,

    /// <summary>It is the marketplace's own.</summary>
    Earned,

    /// <summary>The other side of an exchange of currencies.</summary>
    Exchanged,
}

/// <summary>The rules that every account of a kind follows, in every tenant and currency.</summary>
public static class AccountChart
{
    /// <summary>What the tenant has is kept on the debit side, what it owes or earned on the credit side.</summary>
    public static NormalSide NormalSideOf(AccountKind kind) =>
        kind switch
        {
            AccountKind.GatewayClearing
            or AccountKind.Bank
            or AccountKind.ForeignExchange
            or AccountKind.Chargebacks => NormalSide.Debit,
            AccountKind.Escrow
            or AccountKind.SellerPayable
            or AccountKind.Commission
            or AccountKind.Tax
            or AccountKind.Wallet
            or AccountKind.Reserve
            or AccountKind.Refunds
            or AccountKind.PayoutClearing
            or AccountKind.Fees
            or AccountKind.Suspense
            or AccountKind.Losses => NormalSide.Credit,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>
    /// Money held for others is never lent: escrow, wallets and reserves stop at zero. A seller may
    /// come to owe after a refund that follows the payout.
    /// </summary>
    public static bool MayFallBelowZero(AccountKind kind) =>
        kind is not (AccountKind.Escrow or AccountKind.Wallet or AccountKind.Reserve);

    /// <summary>In each currency, what lies at the gateways and in the bank and was exchanged is what is held, owed and earned.</summary>
    public static AccountStanding StandingOf(AccountKind kind) =>
        kind switch
        {
            AccountKind.GatewayClearing or AccountKind.Chargebacks => AccountStanding.AtGateways,
            AccountKind.Bank => AccountStanding.AtBank,
            AccountKind.Escrow or AccountKind.Wallet or AccountKind.Reserve => AccountStanding.Held,
            AccountKind.SellerPayable
            or AccountKind.Tax
            or AccountKind.Refunds
            or AccountKind.PayoutClearing
            or AccountKind.Suspense => AccountStanding.Owed,
            AccountKind.Commission or AccountKind.Fees or AccountKind.Losses =>
                AccountStanding.Earned,
            AccountKind.ForeignExchange => AccountStanding.Exchanged,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
