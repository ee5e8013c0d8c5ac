using Npgsql;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>
/// Books a refund that has left: no longer owed to the buyer, and no longer where it was paid from. Works in the
/// transaction that records it; after a refusal the caller has to roll back.
/// </summary>
public sealed class BookSentRefund(OpenAccounts accounts, PostEntries entries)
{
    /// <summary>The gateway that has its charge gave it back.</summary>
    public Task<Result> HandleAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        DueRefund refund,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(refund);
        var (tenant, amount) = (refund.Request.Tenant, refund.Request.Amount);
        return BookAsync(
            connection,
            transaction,
            new AccountKey(
                tenant,
                AccountKind.GatewayClearing,
                amount.Currency,
                AccountOwner.Named(refund.Gateway)
            ),
            amount,
            key: RefundEntryKeys.Sent(refund.Id, refund.Returns),
            refund.Request.OrderId,
            $"Given back to the buyer through {refund.Gateway}, refund {refund.Request.Key}.",
            ct
        );
    }

    /// <summary>Somebody paid it out from the marketplace's bank.</summary>
    internal Task<Result> FromBankAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        RefundByHand refund,
        CancellationToken ct
    ) =>
        BookAsync(
            connection,
            transaction,
            new AccountKey(
                refund.Tenant,
                AccountKind.Bank,
                refund.Amount.Currency,
                AccountOwner.Tenant
            ),
            refund.Amount,
            key: RefundEntryKeys.Sent(refund.Id, refund.Returns),
            refund.OrderId,
            $"Paid out to the buyer from the bank, {refund.BankReference}.",
            ct
        );

    private async Task<Result> BookAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        AccountKey source,
        Money amount,
        string key,
        long order,
        string description,
        CancellationToken ct
    )
    {
        var owed = source with { Kind = AccountKind.Refunds, Owner = AccountOwner.Tenant };
        var open = await accounts.HandleAsync(connection, transaction, [owed, source], ct);
        var booked = await entries.HandleAsync(
            connection,
            transaction,
            [
                new EntryDraft(
                    source.Tenant,
                    key,
                    RefundEntryKeys.SentKind,
                    new EventSubject("order", order),
                    description,
                    [
                        new PostingDraft(open[owed], amount),
                        new PostingDraft(open[source], amount * -1),
                    ]
                ),
            ],
            ct
        );
        return booked.Failed ? booked.Error : Result.Ok;
    }
}
