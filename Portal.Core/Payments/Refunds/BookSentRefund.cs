using Npgsql;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>
/// Books a refund the gateway has given back: no longer owed to the buyer, no longer with the gateway.
/// Works in the transaction that records the answer; after a refusal the caller has to roll back.
/// </summary>
public sealed class BookSentRefund(OpenAccounts accounts, PostEntries entries)
{
    public async Task<Result> HandleAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        DueRefund refund,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(refund);
        var (tenant, amount) = (refund.Request.Tenant, refund.Request.Amount);
        var owed = new AccountKey(
            tenant,
            AccountKind.Refunds,
            amount.Currency,
            AccountOwner.Tenant
        );
        var clearing = new AccountKey(
            tenant,
            AccountKind.GatewayClearing,
            amount.Currency,
            AccountOwner.Named(refund.Gateway)
        );
        var open = await accounts.HandleAsync(connection, transaction, [owed, clearing], ct);
        var booked = await entries.HandleAsync(
            connection,
            transaction,
            [
                new EntryDraft(
                    tenant,
                    RefundEntryKeys.Sent(refund.Id, refund.Returns),
                    RefundEntryKeys.SentKind,
                    new EventSubject("order", refund.Request.OrderId),
                    $"Given back to the buyer through {refund.Gateway}, refund {refund.Request.Key}.",
                    [
                        new PostingDraft(open[owed], amount),
                        new PostingDraft(open[clearing], amount * -1),
                    ]
                ),
            ],
            ct
        );
        return booked.Failed ? booked.Error : Result.Ok;
    }
}
