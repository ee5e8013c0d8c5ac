namespace Portal.Core.Ledger.Contracts;

/// <summary>What an account of a tenant's chart stands for. Every currency and owner has an account of its own.</summary>
public enum AccountKind
{
    /// <summary>Money a gateway has taken from buyers and not yet paid out to us. Owner: the gateway.</summary>
    GatewayClearing,

    /// <summary>Buyers' money held until a sale can no longer be disputed. Owner: the tenant.</summary>
    Escrow,

    /// <summary>What a seller may be paid; below zero it is what the seller owes. Owner: the seller.</summary>
    SellerPayable,

    /// <summary>What the marketplace earned on sales. Owner: the tenant.</summary>
    Commission,

    /// <summary>Tax collected for the state. Owner: the tenant, or a country.</summary>
    Tax,

    /// <summary>A customer's money with the marketplace. Owner: the customer.</summary>
    Wallet,

    /// <summary>Kept back from a seller against later refunds. Owner: the seller.</summary>
    Reserve,

    /// <summary>Granted to buyers and not yet sent. Owner: the tenant.</summary>
    Refunds,

    /// <summary>Handed to the bank for sellers and not yet confirmed. Owner: the tenant.</summary>
    PayoutClearing,

    /// <summary>The tenant's own bank account, as far as payouts and settlements went through it. Owner: the tenant.</summary>
    Bank,

    /// <summary>The other side of an exchange, one account per currency. Owner: the tenant.</summary>
    ForeignExchange,

    /// <summary>What gateways and banks charge: a part of the earnings, below zero by what was charged. Owner: the tenant.</summary>
    Fees,

    /// <summary>Money that came or went and nobody can say yet whose it is. Owner: the tenant.</summary>
    Suspense,

    /// <summary>What sellers owed and was given up: a part of the earnings, below zero by what was lost. Owner: the tenant.</summary>
    Losses,

    /// <summary>What buyers' banks took back from gateways and is not decided yet. Owner: the tenant.</summary>
    Chargebacks,
}
