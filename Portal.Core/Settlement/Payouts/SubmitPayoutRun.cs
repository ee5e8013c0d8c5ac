using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <param name="IncludeNotDue">Also shops whose day has not come, or that are paid on request.</param>
public sealed record SubmitPayoutRunCommand(Currency Currency, bool IncludeNotDue = false);

/// <summary>
/// Takes what shops can be paid in a currency into a run and holds the money until another person
/// approves it; their reserves are settled first. One transaction: either every shop's money is held and its sales are
/// taken, or nothing is. Money held by a run is in no other, so submitting twice at once pays nobody twice.
/// Refuses without the right, and when there is nothing to pay.
/// </summary>
public sealed class SubmitPayoutRun(
    IDbContextFactory<PortalDbContext> contexts,
    PayoutCandidates candidates,
    OpenAccounts accounts,
    PlaceMoneyHolds holds,
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor,
    TimeProvider clock
)
{
    public async Task<Result<PayoutRunId>> HandleAsync(
        SubmitPayoutRunCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        var found = await candidates.TakeAsync(sql, command.Currency, command.IncludeNotDue, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        var paid = found.Value.FindAll(c => c.Skip is null);
        if (paid.Count == 0)
        {
            return PayoutErrors.NothingToPay;
        }

        var run = await AddRunAsync(db, command.Currency, paid, ct);
        var payouts = await InsertAsync(connection, sql, run, paid, ct);
        await using (var take = new NpgsqlCommand(PayoutsSql.TakeSales, connection, sql))
        {
            take.CommandTimeout = PayoutsSql.LongTimeout;
            take.Parameters.Add(SqlValue.Of(run.Id.Value));
            await take.ExecuteNonQueryAsync(ct);
        }

        var held = await HoldAsync(connection, sql, run, paid, payouts, ct);
        if (held.Failed)
        {
            return held.Error;
        }

        await transaction.CommitAsync(ct);
        return run.Id;
    }

    /// <summary>Its number is needed for everything else, so it is saved first, in the act's transaction.</summary>
    private async Task<PayoutRun> AddRunAsync(
        PortalDbContext db,
        Currency currency,
        List<PayoutCandidate> paid,
        CancellationToken ct
    )
    {
        var run = new PayoutRun
        {
            Id = await NextIdAsync(db, ct),
            Currency = currency,
            Count = paid.Count,
            TotalMinor = paid.Sum(c => c.AmountMinor),
            SubmittedBy = actor.Person,
            SubmittedByName = actor.Name,
            SubmittedAt = clock.GetUtcNow(),
        };
        db.PayoutRuns.Add(run);
        db.Append(
            new PayoutRunSubmitted(run.Id.Value, run.Count, run.TotalMinor, currency.Code),
            clock
        );
        await db.SaveChangesAsync(ct);
        return run;
    }

    /// <summary>The run's own event names it, so its number is drawn before it is saved.</summary>
    private static async Task<PayoutRunId> NextIdAsync(PortalDbContext db, CancellationToken ct) =>
        new(await db.Database.SqlQueryRaw<long>(PayoutsSql.NextRun).SingleAsync(ct));

    private async Task<Dictionary<SellerId, long>> InsertAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        PayoutRun run,
        List<PayoutCandidate> paid,
        CancellationToken ct
    )
    {
        await using var insert = new NpgsqlCommand(PayoutsSql.Insert, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(run.Id.Value),
                SqlValue.Of(run.Currency.Code),
                SqlValue.Of(paid.ConvertAll(c => c.Seller.Value).ToArray()),
                SqlValue.Of(paid.ConvertAll(c => c.AmountMinor).ToArray()),
                SqlValue.Of(paid.ConvertAll(c => c.ReserveMinor).ToArray()),
                SqlValue.Of(paid.ConvertAll(c => c.Account!.HolderName).ToArray()),
                SqlValue.Of(paid.ConvertAll(IbanOf).ToArray()),
                SqlValue.Of(paid.ConvertAll(c => SnakeCase.Of(c.Account!.Method)).ToArray()),
                SqlValue.Texts(paid.Select(c => c.StripeAccount)),
            },
        };
        var ids = new Dictionary<SellerId, long>(paid.Count);
        await using var reader = await insert.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            ids.Add(new SellerId(reader.GetInt64(1)), reader.GetInt64(0));
        }

        return ids;
    }

    private static string IbanOf(PayoutCandidate paid) =>
        paid.Account!.Method is PayoutMethod.Bank ? paid.Account.Iban : "";

    private async Task<Result> HoldAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        PayoutRun run,
        List<PayoutCandidate> paid,
        Dictionary<SellerId, long> payouts,
        CancellationToken ct
    )
    {
        var clearing = new AccountKey(
            tenant.Id,
            AccountKind.PayoutClearing,
            run.Currency,
            AccountOwner.Tenant
        );
        var open = await accounts.HandleAsync(
            connection,
            transaction,
            [clearing, .. paid.Select(c => PayoutBooks.Of(tenant.Id, c.Seller, run.Currency))],
            ct
        );
        var placed = await holds.HandleAsync(
            connection,
            transaction,
            paid.ConvertAll(c => new MoneyHoldDraft(
                tenant.Id,
                string.Create(CultureInfo.InvariantCulture, $"payout-{payouts[c.Seller]}"),
                open[PayoutBooks.Of(tenant.Id, c.Seller, run.Currency)],
                open[clearing],
                new Money(c.AmountMinor, run.Currency),
                PayoutBooks.Reference(payouts[c.Seller]),
                run.ExpiresAt
            )),
            ct
        );
        if (placed.Failed)
        {
            return placed.Error;
        }

        await using var note = new NpgsqlCommand(PayoutsSql.NoteHolds, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(paid.ConvertAll(c => payouts[c.Seller]).ToArray()),
                SqlValue.Of(placed.Value.Select(h => h.Value).ToArray()),
            },
        };
        await note.ExecuteNonQueryAsync(ct);
        return Result.Ok;
    }
}
