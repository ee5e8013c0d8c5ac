using Portal.Core.Kernel;
using Portal.Core.Ledger;
using Portal.Core.Orders.CashOnDelivery;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Core.Payments.Webhooks;
using Portal.Core.Returns;
using Portal.Core.Wallets;

namespace Portal.Tests.Security;

/// <summary>The doors to money: the books, refunds and wallets.</summary>
internal static partial class ActMatrix
{
    private static readonly DateRange Today = new(
        new DateOnly(2026, 1, 1),
        new DateOnly(2026, 1, 1)
    );

    private static IReadOnlyList<IdDoor> Money =>
        [
            // Ledger
            On<ReverseEntry>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Entry,
                async (a, id) =>
                    Error(await a.HandleAsync(new(new(id), $"undo-{id}", "Booked twice"), default))
            ),
            On<EntryQueries>(
                "FindAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Entry,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<LedgerQueries>(
                "FindAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Account,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<LedgerQueries>(
                "LinesAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Account,
                async (q, id) =>
                    Error(await q.LinesAsync(new(id), null, new PageRequest(), default))
            ),
            On<LedgerQueries>(
                "StatementAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Account,
                async (q, id) => Error(await q.StatementAsync(new(id), null, default))
            ),
            On<LedgerQueries>(
                "BalanceBeforeAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Account,
                async (q, id) =>
                    Error(await q.BalanceBeforeAsync(new(id), DateTimeOffset.UnixEpoch, default))
            ),
            // Refunds
            On<GrantRefund>(
                "HandleAsync",
                Visitors.Office,
                RowKind.Order,
                async (a, id) =>
                    Error(
                        await a.HandleAsync(
                            new(
                                new(id),
                                $"grant-{id}",
                                [],
                                new Money(100, Currency.Of("GBP")),
                                RefundBearer.Seller,
                                "Arrived broken"
                            ),
                            default
                        )
                    )
            ),
            On<RecordCash>(
                "HandleAsync",
                Visitors.Office,
                RowKind.Order,
                async (a, id) =>
                    Error(await a.HandleAsync(new([new(id)], CashOutcome.Received, null), default))
            ),
            On<RefundQueries>(
                "FindAsync",
                Visitors.Office,
                RowKind.Refund,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<RefundQueries>(
                "OfOrderAsync",
                Visitors.Sellers | Visitors.Office,
                RowKind.Order,
                async (q, id) => Error(await q.OfOrderAsync(new(id), default))
            ),
            On<RefundQueries>(
                "RefundableAsync",
                Visitors.Office,
                RowKind.Order,
                async (q, id) => Error(await q.RefundableAsync(new(id), default))
            ),
            On<RetryRefund>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Refund,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<RecordRefundByHand>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Refund,
                async (a, id) =>
                    Error(
                        await a.HandleAsync(
                            new(new(id), "BACS 1", new DateOnly(2026, 1, 1)),
                            default
                        )
                    )
            ),
            On<WebhookQueries>(
                "FindAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Webhook,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<WorkWebhookAgain>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Webhook,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            // Wallets
            On<WalletQueries>(
                "FindAsync",
                Visitors.Office,
                RowKind.Wallet,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<WalletQueries>(
                "HistoryAsync",
                Visitors.Office,
                RowKind.Wallet,
                async (q, id) =>
                    Error(await q.HistoryAsync(new(id), null, new PageRequest(), default))
            ),
            On<WalletQueries>(
                "TopUpsAsync",
                Visitors.Office,
                RowKind.Wallet,
                async (q, id) => Error(await q.TopUpsAsync(new(id), default))
            ),
            On<WalletQueries>(
                "FindTopUpAsync",
                Visitors.Office,
                RowKind.TopUp,
                async (q, id) => Error(await q.FindTopUpAsync(new(id), default))
            ),
            On<WalletQueries>(
                "OfOrderAsync",
                Visitors.Office,
                RowKind.WalletOrder,
                async (q, id) => Error(await q.OfOrderAsync(new(id), default))
            ),
            On<WalletStatements>(
                "FindAsync",
                Visitors.Office,
                RowKind.Wallet,
                async (q, id) => Error(await q.FindAsync(new(id), Today, default))
            ),
            On<WalletStatements>(
                "TableAsync",
                Visitors.Office,
                RowKind.Wallet,
                async (q, id) => Error(await q.TableAsync(new(id), Today, default))
            ),
            On<AdjustWallet>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Wallet,
                async (a, id) =>
                    Error(
                        await a.HandleAsync(
                            new(
                                new(id),
                                $"adjust-{id}",
                                WalletDirection.Credit,
                                new Money(100, Currency.Of("GBP")),
                                "Goodwill"
                            ),
                            default
                        )
                    )
            ),
            On<CloseWallet>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Wallet,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
        ];
}
