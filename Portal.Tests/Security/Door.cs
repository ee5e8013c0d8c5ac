namespace Portal.Tests.Security;

/// <summary>Who comes to a door.</summary>
[Flags]
public enum Visitors
{
    None = 0,
    Anonymous = 1,
    SellerA = 2,
    SellerB = 4,
    Courier = 8,
    Admin = 16,
    Finance = 32,
    Super = 64,

    /// <summary>Administrator of another tenant: the same rights, other rows.</summary>
    OtherAdmin = 128,

    Sellers = SellerA | SellerB,
    Admins = Admin | Super | OtherAdmin,
    Office = Admins | Finance,
    SignedIn = Sellers | Courier | Office,
    Everybody = SignedIn | Anonymous,
}

/// <summary>What the id in a door names, and with it who may use it.</summary>
public enum RowKind
{
    None,

    /// <summary>Of a shop: its seller and the tenant's office. An order counts with the shop's part of it.</summary>
    Order,

    /// <summary>The same, before anybody has begun to pay it.</summary>
    PendingOrder,
    Import,
    Customer,
    Product,

    /// <summary>Of the tenant, with a product of the same number in it; its buyers' apps.</summary>
    Cart,

    /// <summary>Of a shop, and for every buyer of the tenant.</summary>
    Offer,

    /// <summary>An order whose money is in escrow.</summary>
    Sale,

    /// <summary>A shop, by where it is paid.</summary>
    PayoutAccount,

    /// <summary>Of the tenant: its office.</summary>
    Notification,
    Mapping,
    Job,
    Person,
    Grant,
    Account,
    Entry,
    CommissionRule,
    CommissionSet,

    /// <summary>One with times of its own in escrow.</summary>
    Category,
    PayoutRun,
    Payout,

    /// <summary>Asked for by another person, of a shop of the tenant.</summary>
    WriteOff,

    /// <summary>What a bank said.</summary>
    Statement,

    /// <summary>A line of a bank that nothing stands for.</summary>
    Difference,
    Refund,

    /// <summary>One that is open, of an order of the tenant.</summary>
    Chargeback,

    /// <summary>A chargeback whose evidence the gateway refused.</summary>
    Evidence,

    /// <summary>A dispute of the tenant that a person has to see to.</summary>
    Dispute,

    /// <summary>A message of a gateway about a charge of the tenant.</summary>
    Webhook,
    Wallet,
    TopUp,

    /// <summary>An order whose buyer has a wallet.</summary>
    WalletOrder,

    /// <summary>Of one person, whatever others may do.</summary>
    Session,
    Token,
    View,

    /// <summary>Of the platform.</summary>
    Tenant,
}

/// <summary>One endpoint or page.</summary>
/// <param name="Name"><c>GET /api/v1/orders</c>, or <c>PAGE /orders</c> for a routed component.</param>
/// <param name="Open">Whom it lets in. All others get 401, a redirect to sign-in, or 403.</param>
/// <param name="Row">What the id in it names. Another owner's and another tenant's are answered as one that does not exist.</param>
/// <param name="Everywhere">Who may use it with an id of any tenant.</param>
/// <param name="Body">A valid body, where it takes one.</param>
public sealed record Door(
    string Name,
    Visitors Open,
    RowKind Row = RowKind.None,
    Visitors Everywhere = Visitors.None,
    string Body = "{}"
);
