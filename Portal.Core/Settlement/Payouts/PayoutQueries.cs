using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>
/// Runs for those who see the whole tenant's money, payouts and bank accounts for everybody as far as
/// their shops reach. Every read refuses without the right.
/// </summary>
public sealed class PayoutQueries(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    PayoutCandidates candidates,
    TimelineReader timeline,
    TenantReader tenants,
    IEnumerable<ITransferGateway> gateways,
    CurrentUser user
)
{
    /// <summary>Changes nothing; a run submitted later decides again.</summary>
    public async Task<Result<PayoutPreview>> PreviewAsync(
        Currency currency,
        bool includeNotDue,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        await using var connection = await connections.OpenAsync(ct);
        var found = await candidates.PreviewAsync(connection, currency, includeNotDue, ct);
        var names = await tenants.SellerNamesAsync(ct);
        return new PayoutPreview(
            currency,
            found.ConvertAll(c => new PayoutCandidateRow(names[c.Seller], currency, c))
        );
    }

    /// <summary>The newest first.</summary>
    public async Task<Result<Page<PayoutRun>>> RunsAsync(
        PayoutRunFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var runs = db.PayoutRuns.AsNoTracking();
        if (filter.Statuses is { Count: > 0 } statuses)
        {
            runs = runs.Where(r => statuses.Contains(r.Status));
        }

        if (filter.Currency is { } currency)
        {
            runs = runs.Where(r => r.Currency == currency);
        }

        var total = await runs.Take(PageRequest.CountLimit).CountAsync(ct);
        var rows = await runs.OrderByDescending(r => r.Id)
            .Skip(page.Offset)
            .Take(page.Take)
            .ToListAsync(ct);
        return new Page<PayoutRun>(rows, total, total < PageRequest.CountLimit);
    }

    public async Task<Result<PayoutRunDetail>> FindRunAsync(PayoutRunId id, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var run = await db.PayoutRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (run is null)
        {
            return PayoutErrors.RunNotFound;
        }

        var counts = await db
            .Payouts.Where(p => p.RunId == id)
            .GroupBy(p => new { p.Status, p.Method })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(ct);
        var forBank = counts.FindAll(c => c.Key.Method is PayoutMethod.Bank);
        return new PayoutRunDetail(
            run,
            counts.GroupBy(c => c.Key.Status).ToDictionary(g => g.Key, g => g.Sum(c => c.Count)),
            run.SubmittedBy is { } by && by == user.IdOrNone,
            await timeline.ReadAsync(PayoutRunEvent.SubjectOf(id), ct)
        )
        {
            ForBank = forBank.Sum(c => c.Count),
            SentToBank = forBank.Where(c => c.Key.Status is PayoutStatus.Sent).Sum(c => c.Count),
            AtStripe = await db
                .PayoutTransfers.Where(t => t.RunId == id)
                .GroupBy(t => t.Status)
                .Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, ct),
        };
    }

    /// <summary>How many payouts of runs go which way.</summary>
    public async Task<Result<IReadOnlyList<PayoutWay>>> WaysAsync(
        IReadOnlyCollection<PayoutRunId> runs,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var ways = await db
            .Payouts.Where(p => runs.Contains(p.RunId))
            .GroupBy(p => new { p.RunId, p.Method })
            .Select(g => new PayoutWay(g.Key.RunId, g.Key.Method, g.Count()))
            .ToListAsync(ct);
        return ways.OrderBy(w => w.Method).ToList();
    }

    /// <summary>The newest first; of one's own shops only, unless one sees the whole tenant.</summary>
    public async Task<Result<Page<PayoutRow>>> ListAsync(
        PayoutFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Read, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var payouts = Within(db.Payouts.AsNoTracking(), filter, reach);
        var total = await payouts.Take(PageRequest.CountLimit).CountAsync(ct);
        var rows = await RowsAsync(
            db,
            payouts.OrderByDescending(p => p.Id).Skip(page.Offset).Take(page.Take),
            ct
        );
        return new Page<PayoutRow>(rows, total, total < PageRequest.CountLimit);
    }

    /// <summary>One payout; of one's own shops only, unless one sees the whole tenant.</summary>
    public async Task<Result<PayoutRow>> FindAsync(PayoutId id, CancellationToken ct)
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Read, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = Within(db.Payouts.AsNoTracking(), new PayoutFilter(), reach)
            .Where(p => p.Id == id);
        return await RowsAsync(db, found, ct) is [var row] ? row : PayoutErrors.PayoutNotFound;
    }

    /// <summary>The shops whose bank account the reader may change, by name.</summary>
    public async Task<IReadOnlyList<PayeeShop>> OwnShopsAsync(CancellationToken ct)
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Bank, ct);
        var names = await tenants.SellerNamesAsync(ct);
        return names
            .Where(s => reach.IsWholeTenant || reach.Sellers.Contains(s.Key))
            .OrderBy(s => s.Value, StringComparer.OrdinalIgnoreCase)
            .Select(s => new PayeeShop(s.Key, s.Value))
            .ToList();
    }

    /// <summary>By shop's name, then currency.</summary>
    public async Task<Result<IReadOnlyList<PayoutAccountRow>>> AccountsAsync(CancellationToken ct)
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Read, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var accounts = await db
            .PayoutAccounts.AsNoTracking()
            .Where(a => reach.IsWholeTenant || reach.Sellers.Contains(a.SellerId))
            .ToListAsync(ct);
        var names = await tenants.SellerNamesAsync(ct);
        var kept = await KeptAsync(ct);
        return accounts
            .ConvertAll(a => new PayoutAccountRow(
                a.SellerId,
                names.GetValueOrDefault(a.SellerId, ""),
                a.Currency,
                a.Method,
                a.HolderName,
                Masked(a.Iban),
                a.Schedule,
                new Money(a.MinimumMinor, a.Currency),
                new Money(a.ReserveMinor, a.Currency),
                new Money(
                    kept.GetValueOrDefault((AccountOwner.Seller(a.SellerId).Key, a.Currency)),
                    a.Currency
                ),
                a.PausedReason,
                a.BankChangedAt
            ))
            .OrderBy(a => a.SellerName, StringComparer.OrdinalIgnoreCase)
            .ThenBy(a => a.Currency.Code, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>What reserves hold now, where they hold anything.</summary>
    private async Task<Dictionary<(string Owner, Currency), long>> KeptAsync(CancellationToken ct)
    {
        var tenant = await tenants.CurrentAsync(ct);
        await using var connection = await connections.OpenAsync(ct);
        var kept = await OwnerBalances.ReadAsync(
            connection,
            tenant.Id,
            [AccountKind.Reserve],
            null,
            ct
        );
        return kept.ToDictionary(b => (b.Owner, b.Currency), b => b.Minor);
    }

    /// <summary>Whether shops can be paid through Stripe here.</summary>
    public bool HasStripe => gateways.Any();

    /// <summary>Accounts at Stripe of the shops the reader sees, by shop's name.</summary>
    public async Task<Result<IReadOnlyList<ConnectedAccountRow>>> ConnectedAsync(
        CancellationToken ct
    )
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Read, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var accounts = await db
            .ConnectedAccounts.AsNoTracking()
            .Where(a => reach.IsWholeTenant || reach.Sellers.Contains(a.SellerId))
            .ToListAsync(ct);
        var names = await tenants.SellerNamesAsync(ct);
        return accounts
            .ConvertAll(a => new ConnectedAccountRow(
                a.SellerId,
                names.GetValueOrDefault(a.SellerId, ""),
                a.AccountId,
                a.MayReceive,
                a.PaysOut,
                a.Due,
                a.AskedAt
            ))
            .OrderBy(a => a.SellerName, StringComparer.OrdinalIgnoreCase)
            .ToList();
    }

    private async Task<List<PayoutRow>> RowsAsync(
        PortalDbContext db,
        IQueryable<Payout> payouts,
        CancellationToken ct
    )
    {
        var names = await tenants.SellerNamesAsync(ct);
        var rows = await payouts
            .Join(
                db.PayoutRuns,
                p => p.RunId,
                r => r.Id,
                (p, r) => new { Payout = p, r.SubmittedAt }
            )
            .OrderByDescending(x => x.Payout.Id)
            .ToListAsync(ct);
        var through = rows.Where(x => x.Payout.Method is PayoutMethod.Stripe)
            .Select(x => x.Payout.Id)
            .ToList();
        var transfers =
            through.Count == 0
                ? []
                : await db
                    .PayoutTransfers.AsNoTracking()
                    .Where(t => through.Contains(t.PayoutId))
                    .ToDictionaryAsync(t => t.PayoutId, ct);
        return rows.ConvertAll(x => new PayoutRow(
            x.Payout,
            names.GetValueOrDefault(x.Payout.SellerId, ""),
            x.Payout.StripeAccount is { } account
                ? $"Stripe, {account}"
                : $"{x.Payout.HolderName}, {Masked(x.Payout.Iban)}",
            x.SubmittedAt,
            transfers.GetValueOrDefault(x.Payout.Id)
        ));
    }

    private static IQueryable<Payout> Within(
        IQueryable<Payout> payouts,
        PayoutFilter filter,
        AccessScope reach
    )
    {
        if (!reach.IsWholeTenant)
        {
            payouts = payouts.Where(p => reach.Sellers.Contains(p.SellerId));
        }

        if (filter.Run is { } run)
        {
            payouts = payouts.Where(p => p.RunId == run);
        }

        if (filter.Statuses is { Count: > 0 } statuses)
        {
            payouts = payouts.Where(p => statuses.Contains(p.Status));
        }

        return filter.Currency is { } currency
            ? payouts.Where(p => p.Currency == currency)
            : payouts;
    }

    private static string Masked(string iban) =>
        Iban.TryParse(iban, out var number) ? number.Value.Masked : "";
}
