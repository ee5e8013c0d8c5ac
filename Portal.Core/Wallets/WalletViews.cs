using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

/// <param name="Search">Part of a customer's name, reference or email.</param>
/// <param name="Currency">Null for all.</param>
public sealed record WalletFilter(string Search = "", Currency? Currency = null);

/// <summary>A wallet as it stands now.</summary>
/// <param name="Held">Of the balance, promised by holds.</param>
/// <param name="LastMovedAt">Null while nothing has moved.</param>
public sealed record WalletSummary(
    WalletId Id,
    CustomerId Customer,
    string CustomerReference,
    string CustomerName,
    Money Balance,
    Money Held,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? LastMovedAt
)
{
    public Money Available => Balance - Held;
}

/// <summary>What all wallets of a currency hold.</summary>
public sealed record WalletSum(Money Balance, long Count);

/// <summary>A top-up and how far it is.</summary>
/// <param name="PaymentUrl">Where the buyer pays, as long as they can.</param>
public sealed record WalletTopUpView(
    WalletTopUpId Id,
    Money Amount,
    WalletTopUpStatus Status,
    string Gateway,
    string? PaymentUrl,
    string? DeclineCode,
    string? Message,
    DateTimeOffset RequestedAt,
    DateTimeOffset? EndedAt
);

/// <summary>What moved in a wallet in some days.</summary>
/// <param name="Opening">The balance as the first of them began.</param>
/// <param name="Lines">The oldest first, each with the balance after it.</param>
/// <param name="Closing">The balance as the last of them ended, or now.</param>
public sealed record WalletStatement(
    WalletSummary Wallet,
    DateRange Days,
    Money Opening,
    IReadOnlyList<AccountLine> Lines,
    Money Closing
)
{
    public Money In => Sum(l => l.Change.Minor > 0);

    public Money Out => Sum(l => l.Change.Minor < 0);

    private Money Sum(Func<AccountLine, bool> which) =>
        Lines.Where(which).Aggregate(Money.Zero(Opening.Currency), (sum, l) => sum + l.Change);
}
