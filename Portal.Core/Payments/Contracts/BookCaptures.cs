using Npgsql;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Payments.Contracts;

/// <summary>
/// Books captured payments: what the gateway now owes us is held in escrow for the sellers. Works in
/// the transaction that records the capture, so that the books and the payments never differ; after a
/// refusal the caller has to roll back.
/// </summary>
public sealed class BookCaptures(OpenAccounts accounts, PostEntries entries)
{
    public const string EntryKind = "order.captured";

    /// <summary>A charge of zero moves no money and has no entry.</summary>
    public async Task<Result> HandleAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<AttemptStart> captured,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(captured);
        var charges = captured.Where(c => c.Amount.Minor > 0).ToList();
        if (charges.Count == 0)
        {
            return Result.Ok;
        }

        var open = await accounts.HandleAsync(
            connection,
            transaction,
            [.. charges.SelectMany(c => new[] { ClearingOf(c), EscrowOf(c) }).Distinct()],
            ct
        );
        var booked = await entries.HandleAsync(
            connection,
            transaction,
            charges.ConvertAll(c => new EntryDraft(
                c.Tenant,
                $"capture-{c.Key}",
                EntryKind,
                new EventSubject("order", c.OrderId),
                $"Paid by the buyer through {c.Gateway}, charge {c.Key}.",
                [
                    new PostingDraft(open[ClearingOf(c)], c.Amount),
                    new PostingDraft(open[EscrowOf(c)], c.Amount * -1),
                ]
            )),
            ct
        );
        return booked.Failed ? booked.Error : Result.Ok;
    }

    private static AccountKey ClearingOf(AttemptStart charge) =>
        new(
            charge.Tenant,
            AccountKind.GatewayClearing,
            charge.Amount.Currency,
            AccountOwner.Named(charge.Gateway)
        );

    private static AccountKey EscrowOf(AttemptStart charge) =>
        new(charge.Tenant, AccountKind.Escrow, charge.Amount.Currency, AccountOwner.Tenant);
}
