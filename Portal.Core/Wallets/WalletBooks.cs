using System.Globalization;
using Npgsql;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

/// <summary>
/// Every entry of a wallet, in the caller's transaction, each under a key that books once. After a refusal
/// the caller has to roll back.
/// </summary>
public sealed class WalletBooks(OpenAccounts accounts, PostEntries entries, CurrentTenant tenant)
{
    public const string ToppedUp = "wallet.topped_up";
    private const string Paid = "wallet.paid";
    private const string Returned = "wallet.returned";
    private const string Credited = "wallet.credited";
    private const string Debited = "wallet.debited";

    private static readonly AccountOwner Gateway = AccountOwner.Named(WalletGateway.GatewayName);

    /// <summary>What a gateway captured is the customer's.</summary>
    public Task<Result> TopUpAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        DueTopUp topUp,
        CancellationToken ct
    ) =>
        BookAsync(
            connection,
            transaction,
            new WalletMove(
                topUp.Wallet,
                topUp.Amount,
                Of(AccountKind.GatewayClearing, topUp.Amount, AccountOwner.Named(topUp.Gateway)),
                $"wallet-{topUp.Key}",
                ToppedUp,
                WalletEvent.SubjectOf(topUp.Wallet),
                $"Topped up through {topUp.Gateway}, charge {topUp.Key}."
            ),
            ct
        );

    /// <summary>What finance gives, the marketplace earned less; what it takes, more.</summary>
    public Task<Result> AdjustAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        WalletAdjustment adjustment,
        CancellationToken ct
    )
    {
        var isCredit = adjustment.Direction is WalletDirection.Credit;
        var amount = new Money(
            isCredit ? adjustment.AmountMinor : -adjustment.AmountMinor,
            adjustment.Currency
        );
        return BookAsync(
            connection,
            transaction,
            new WalletMove(
                adjustment.WalletId,
                amount,
                Of(AccountKind.Commission, amount, AccountOwner.Tenant),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"wallet-adjustment-{adjustment.Id.Value}"
                ),
                isCredit ? Credited : Debited,
                WalletEvent.SubjectOf(adjustment.WalletId),
                adjustment.Reason
            ),
            ct
        );
    }

    /// <summary>An order's charge leaves the wallet; its capture takes it on into escrow.</summary>
    public Task<Result> PayAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        WalletId wallet,
        ChargeRequest charge,
        CancellationToken ct
    ) =>
        BookAsync(
            connection,
            transaction,
            new WalletMove(
                wallet,
                charge.Amount * -1,
                Of(AccountKind.GatewayClearing, charge.Amount, Gateway),
                PayKey(charge.Key),
                Paid,
                new EventSubject("order", charge.OrderId),
                $"Paid with the wallet, charge {charge.Key}."
            ),
            ct
        );

    /// <summary>A refund of such a charge comes back into the wallet.</summary>
    public Task<Result> ReturnAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        WalletId wallet,
        RefundRequest refund,
        CancellationToken ct
    ) =>
        BookAsync(
            connection,
            transaction,
            new WalletMove(
                wallet,
                refund.Amount,
                Of(AccountKind.GatewayClearing, refund.Amount, Gateway),
                ReturnKey(refund.Key),
                Returned,
                new EventSubject("order", refund.OrderId),
                $"Given back to the wallet, refund {refund.Key}."
            ),
            ct
        );

    public static string PayKey(string charge) => $"wallet-pay-{charge}";

    public static string ReturnKey(string refund) => $"wallet-return-{refund}";

    /// <summary>What was owed to the buyer is in the wallet.</summary>
    public Task<Result> RefundAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        WalletId wallet,
        WalletRefund refund,
        CancellationToken ct
    ) =>
        BookAsync(
            connection,
            transaction,
            new WalletMove(
                wallet,
                refund.Amount,
                Of(AccountKind.Refunds, refund.Amount, AccountOwner.Tenant),
                RefundEntryKeys.Sent(refund.Id),
                RefundEntryKeys.SentKind,
                new EventSubject("order", refund.Order.Value),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Given back to the buyer's wallet, refund {refund.Id.Value}."
                )
            ),
            ct
        );

    private async Task<Result> BookAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        WalletMove move,
        CancellationToken ct
    )
    {
        var open = await accounts.HandleAsync(connection, transaction, [move.From], ct);
        var booked = await entries.HandleAsync(
            connection,
            transaction,
            [
                new EntryDraft(
                    tenant.Id,
                    move.Key,
                    move.Kind,
                    move.About,
                    move.Description,
                    [
                        new PostingDraft(open[move.From], move.Amount),
                        new PostingDraft(move.Wallet.Account, move.Amount * -1),
                    ]
                ),
            ],
            ct
        );
        return booked switch
        {
            { Failed: false } => Result.Ok,
            { Error.Code: "ledger.account_closed" } => WalletErrors.Closed,
            _ => booked.Error,
        };
    }

    private AccountKey Of(AccountKind kind, Money amount, AccountOwner owner) =>
        new(tenant.Id, kind, amount.Currency, owner);

    /// <param name="Amount">Into the wallet; below zero out of it.</param>
    /// <param name="From">The other side.</param>
    private sealed record WalletMove(
        WalletId Wallet,
        Money Amount,
        AccountKey From,
        string Key,
        string Kind,
        EventSubject About,
        string Description
    );
}
