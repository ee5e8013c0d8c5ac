namespace Portal.Core.Ledger.Contracts;

/// <summary>What an account of a tenant's chart stands for. Stored by number, so numbers never change.</summary>
public enum AccountKind : short
{
    GatewayClearing = 1,
    Escrow = 2,
    SellerPayable = 3,
    Commission = 4,
    Tax = 5,
    Wallet = 6,
    Reserve = 7,
    Refunds = 8,
    PayoutClearing = 9,
    ForeignExchange = 10,
}
