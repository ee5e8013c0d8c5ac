namespace Portal.Core.Ledger.Contracts;

/// <summary>The side on which an account grows; a debit is a positive posting, a credit a negative one.</summary>
public enum NormalSide
{
    Debit,
    Credit,
}

/// <summary>The rules that every account of a kind follows, in every tenant and currency.</summary>
public static class AccountChart
{
    /// <summary>What the tenant has is kept on the debit side, what it owes or earned on the credit side.</summary>
    public static NormalSide NormalSideOf(AccountKind kind) =>
        kind switch
        {
            AccountKind.GatewayClearing or AccountKind.ForeignExchange => NormalSide.Debit,
            AccountKind.Escrow
            or AccountKind.SellerPayable
            or AccountKind.Commission
            or AccountKind.Tax
            or AccountKind.Wallet
            or AccountKind.Reserve
            or AccountKind.Refunds
            or AccountKind.PayoutClearing => NormalSide.Credit,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>
    /// Money held for others is never lent: escrow, wallets and reserves stop at zero. A seller may
    /// come to owe after a refund that follows the payout.
    /// </summary>
    public static bool MayFallBelowZero(AccountKind kind) =>
        kind is not (AccountKind.Escrow or AccountKind.Wallet or AccountKind.Reserve);
}
