using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Kernel;

namespace Portal.Tests.Security;

/// <summary>The doors to chargebacks.</summary>
internal static partial class ActMatrix
{
    private static IReadOnlyList<IdDoor> Chargebacks =>
        [
            On<RecordChargeback>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Sale,
                async (a, id) =>
                    Error(
                        await a.HandleAsync(
                            new(
                                new(id),
                                new Money(100, Currency.Of("GBP")),
                                new Money(0, Currency.Of("GBP")),
                                "CB-0",
                                "fraudulent",
                                DateTimeOffset.UnixEpoch,
                                "matrix"
                            ),
                            default
                        )
                    )
            ),
            On<SubmitEvidence>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Chargeback,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<WinChargeback>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Chargeback,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<LoseChargeback>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Chargeback,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<RetryEvidence>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Evidence,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<AskDispute>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Dispute,
                async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
            ),
            On<SetDisputeAside>(
                "HandleAsync",
                Visitors.Finance | Visitors.Super,
                RowKind.Dispute,
                async (a, id) => Error(await a.HandleAsync(new(new(id), "Seen to"), default))
            ),
            On<ChargebackQueries>(
                "FindAsync",
                Visitors.Office,
                RowKind.Chargeback,
                async (q, id) => Error(await q.FindAsync(new(id), default))
            ),
            On<EvidenceDocuments>(
                "ReadAsync",
                Visitors.Office,
                RowKind.Chargeback,
                async (q, id) => Error(await q.ReadAsync(new(id), default))
            ),
        ];
}
