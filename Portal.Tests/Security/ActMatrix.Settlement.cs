using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Debts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Reconciliation;
using Portal.Core.Settlement.Rules;

namespace Portal.Tests.Security;

/// <summary>The doors to settlement: escrow, commission, payouts, debts and reconciliation.</summary>
internal static partial class ActMatrix
{
    private static IReadOnlyList<IdDoor> Settlement =>
        [
            On<SaveCategoryTerms>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Category,
                async (a, id) => Error(await a.HandleAsync(new(new(id), 7, 21), default))
            ),
            On<RemoveCategoryTerms>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Category,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<FreezeSales>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Sale,
                async (a, id) =>
                    Error(await a.HandleAsync(new(new(id), [1], "In dispute"), default))
            ),
            On<MarkDelivered>(
                "HandleAsync",
                Visitors.Sellers | Visitors.Admins,
                RowKind.Sale,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<EndCommissionRule>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.CommissionRule,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<SetShopLevel>(
                "HandleAsync",
                Visitors.Office,
                RowKind.PayoutAccount,
                async (a, id) =>
                    Error(await a.HandleAsync(new(new(id), "gold", "Good shop"), default))
            ),
            On<StartDraft>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.CommissionSet,
                async (a, id) => Error(await a.HandleAsync(new("Copy", new(id)), default))
            ),
            On<SaveDraft>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.CommissionSet,
                async (a, id) => Error(await a.HandleAsync(new(new(id), 0, "Mine", []), default))
            ),
            On<DiscardDraft>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.CommissionSet,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<PublishSet>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.CommissionSet,
                async (a, id) => Error(await a.HandleAsync(new(new(id), 0, null, null), default))
            ),
            On<TakeBackSet>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.CommissionSet,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<CommissionSetQueries>(
                "FindAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.CommissionSet,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<CommissionLab>(
                "ReplayAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.CommissionSet,
                async (q, id) => Error(await q.ReplayAsync(new CommissionSetId(id), 1, default))
            ),
            On<PayoutQueries>(
                "FindRunAsync",
                Visitors.Office,
                RowKind.PayoutRun,
                async (q, id) => Error(await q.FindRunAsync(new(id), default))
            ),
            On<ApprovePayoutRun>(
                "HandleAsync",
                Visitors.Office,
                RowKind.PayoutRun,
                async (a, id) => Error(await a.HandleAsync(new(new(id), "no proof"), default))
            ),
            On<CancelPayoutRun>(
                "HandleAsync",
                Visitors.Office,
                RowKind.PayoutRun,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<ConfirmPayouts>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.PayoutRun,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<PayoutFiles>(
                "CreditTransferAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.PayoutRun,
                async (q, id) => Error(await q.CreditTransferAsync(new(id), default))
            ),
            On<PayoutFiles>(
                "TableAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.PayoutRun,
                async (q, id) => Error(await q.TableAsync(new(id), default))
            ),
            On<SavePayoutAccount>(
                "HandleAsync",
                Visitors.Sellers | Visitors.Office,
                RowKind.PayoutAccount,
                async (a, id) =>
                    Error(
                        await a.HandleAsync(
                            new(
                                new(id),
                                Currency.Of("GBP"),
                                "Another holder",
                                "",
                                PayoutSchedule.Daily,
                                "no proof"
                            ),
                            default
                        )
                    )
            ),
            On<KeepBack>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.PayoutAccount,
                async (a, id) =>
                    Error(
                        await a.HandleAsync(
                            new(new(id), Currency.Of("GBP"), 100, 100, "Under review", null),
                            default
                        )
                    )
            ),
            On<PayoutQueries>(
                "FindAsync",
                Visitors.Sellers | Visitors.Office,
                RowKind.Payout,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<PayoutStatements>(
                "FindAsync",
                Visitors.Sellers | Visitors.Office,
                RowKind.Payout,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<PayoutStatements>(
                "TableAsync",
                Visitors.Sellers | Visitors.Office,
                RowKind.Payout,
                async (q, id) => Error(await q.TableAsync(new(id), default))
            ),
            On<RetryTransfer>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Payout,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<OpenConnectedAccount>(
                "HandleAsync",
                Visitors.Sellers | Visitors.Office,
                RowKind.PayoutAccount,
                async (a, id) =>
                    Error(
                        await a.HandleAsync(
                            new(new(id), new Uri("https://portal.example/"), "no proof"),
                            default
                        )
                    )
            ),
            On<AskConnectedAccount>(
                "HandleAsync",
                Visitors.Sellers | Visitors.Office,
                RowKind.PayoutAccount,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<ReturnPayout>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Payout,
                async (a, id) => Error(await a.HandleAsync(new(new(id), "Account closed"), default))
            ),
            // Debts
            On<DebtQueries>(
                "FindAsync",
                Visitors.Office,
                RowKind.PayoutAccount,
                async (q, id) => Error(await q.FindAsync(new(id), Currency.Of("GBP"), default))
            ),
            On<DebtQueries>(
                "FindWriteOffAsync",
                Visitors.Office,
                RowKind.WriteOff,
                async (q, id) => Error(await q.FindWriteOffAsync(new(id), default))
            ),
            On<RecordRepayment>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.PayoutAccount,
                async (a, id) =>
                    Error(
                        await a.HandleAsync(
                            new(
                                new(id),
                                new Money(100, Currency.Of("GBP")),
                                "Paid back",
                                new DateOnly(2026, 1, 1),
                                "matrix"
                            ),
                            default
                        )
                    )
            ),
            On<RequestWriteOff>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.PayoutAccount,
                async (a, id) =>
                    Error(
                        await a.HandleAsync(
                            new(new(id), new Money(100, Currency.Of("GBP")), "Shop closed"),
                            default
                        )
                    )
            ),
            On<ApproveWriteOff>(
                "HandleAsync",
                Visitors.Office,
                RowKind.WriteOff,
                async (a, id) => Error(await a.HandleAsync(new(new(id), "no proof"), default))
            ),
            On<RefuseWriteOff>(
                "HandleAsync",
                Visitors.Office,
                RowKind.WriteOff,
                async (a, id) => Error(await a.HandleAsync(new(new(id), "Still trading"), default))
            ),
            // Reconciliation
            On<ReconciliationQueries>(
                "FindAsync",
                Visitors.Office,
                RowKind.Statement,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<DifferenceQueries>(
                "FindAsync",
                Visitors.Office,
                RowKind.Difference,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<MatchDifference>(
                "HandleAsync",
                Visitors.Office,
                RowKind.Difference,
                async (a, id) =>
                    Error(
                        await a.HandleAsync(
                            new(new(id), MatchTarget.Charge, [1], "It may be this"),
                            default
                        )
                    )
            ),
            On<BookDifference>(
                "HandleAsync",
                Visitors.Office,
                RowKind.Difference,
                async (a, id) =>
                    Error(await a.HandleAsync(new(new(id), AccountKind.Fees, "A fee"), default))
            ),
            On<IgnoreDifference>(
                "HandleAsync",
                Visitors.Office,
                RowKind.Difference,
                async (a, id) => Error(await a.HandleAsync(new(new(id), "Not ours"), default))
            ),
            On<UndoResolution>(
                "HandleAsync",
                Visitors.Office,
                RowKind.Difference,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
        ];
}
