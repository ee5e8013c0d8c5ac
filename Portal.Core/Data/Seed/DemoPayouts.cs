using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Events;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Reserves;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>
/// The demo's payouts of the last weeks: what was delivered long enough ago is released, submitted by finance, approved by the
/// marketplace's admin and paid by the bank a day later. What was released since waits for the first run of whoever looks on.
/// Does nothing where there are runs already, or days that are sealed.
/// </summary>
internal sealed class DemoPayouts(
    IServiceScopeFactory scopes,
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    TenantReader tenants,
    IEnumerable<ITransferGateway> gateways,
    CurrentUser user,
    CurrentTenant current,
    Actor actor,
    TimeProvider clock
) : IDemoStep
{
    private static readonly int[] DaysAgo = [35, 28, 21, 14];
    private static readonly TimeSpan MostWait = TimeSpan.FromMinutes(2);

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.PayoutRuns.AnyAsync(ct) || await db.Seals.AnyAsync(ct))
        {
            return;
        }

        await ReadSalesAsync(ct);
        var submitting = await db.People.SingleAsync(p => p.Email == "finance@demo.example", ct);
        var admin = await db
            .RoleGrants.Where(g =>
                g.TenantId == tenant.Id && g.Role!.Key == BuiltInRoles.MarketplaceAdmin
            )
            .Select(g => g.PersonId)
            .FirstAsync(ct);
        var approving = await db.People.SingleAsync(p => p.Id == admin.Value, ct);
        foreach (var days in DaysAgo)
        {
            var at = clock.GetUtcNow().AddDays(-days);
            await ReleaseAsync(new StoppedClock(at), ct);
            actor.SignIn(new PersonId(submitting.Id), submitting.DisplayName, ActorSource.Web);
            var run = await SubmitAsync(tenant.Currency, new StoppedClock(at), ct);
            actor.SignIn(new PersonId(approving.Id), approving.DisplayName, ActorSource.Web);
            await ApproveAsync(run, new StoppedClock(at.AddMinutes(95)), ct);
            actor.SignIn(new PersonId(submitting.Id), submitting.DisplayName, ActorSource.Web);
            await ConfirmAsync(run, new StoppedClock(at.AddDays(1)), ct);
            actor.ActAsWorker("demo seed");
        }
    }

    /// <summary>The worker would do it within a minute; the runs need it now. It reads the events of all tenants.</summary>
    private async Task ReadSalesAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentTenant>().EnterPlatform();
        services.GetRequiredService<Actor>().ActAsWorker("demo seed");
        var reader = services.GetRequiredService<EventReader>();
        var sales = services.GetServices<IEventConsumer>().OfType<SalesConsumer>().Single();
        await UntilReadableAsync(ct);
        while (await reader.RunOnceAsync(sales, ct) > 0) { }
    }

    /// <summary>
    /// Events are read up to the oldest transaction that still writes, be it in another database of the server: one that
    /// is slow would hide sales, and the runs would find nobody to pay.
    /// </summary>
    private async Task UntilReadableAsync(CancellationToken ct)
    {
        var seeded = (
            await connections.ReadAsync(
                "SELECT pg_snapshot_xmax(pg_current_snapshot())::text",
                [],
                r => r.GetString(0),
                ct
            )
        )[0];
        using var tooLong = CancellationTokenSource.CreateLinkedTokenSource(ct);
        tooLong.CancelAfter(MostWait);
        while (
            !(
                await connections.ReadAsync(
                    "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8",
                    [SqlValue.Of(seeded)],
                    r => r.GetBoolean(0),
                    ct
                )
            )[0]
        )
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, tooLong.Token);
        }
    }

    private async Task ReleaseAsync(StoppedClock then, CancellationToken ct)
    {
        var books = new SettlementBooks(new OpenAccounts(then), new PostEntries(then));
        var release = new ReleaseEscrow(connections, books, user, current, then);
        while (Demand(await release.HandleAsync(ct)) > 0) { }
    }

    private async Task<PayoutRunId> SubmitAsync(
        Currency currency,
        StoppedClock then,
        CancellationToken ct
    )
    {
        var accounts = new OpenAccounts(then);
        var reserves = new ReserveBooks(
            accounts,
            new SettlementBooks(accounts, new PostEntries(then)),
            tenants,
            current
        );
        var submit = new SubmitPayoutRun(
            contexts,
            new PayoutCandidates(contexts, tenants, reserves, gateways, then),
            accounts,
            new PlaceMoneyHolds(then),
            user,
            current,
            actor,
            then
        );
        return Demand(await submit.HandleAsync(new(currency), ct));
    }

    /// <summary>As the act does it, without the proof that only a person can give.</summary>
    private async Task ApproveAsync(PayoutRunId id, StoppedClock then, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var run = await db.PayoutRuns.SingleAsync(r => r.Id == id, ct);
        Demand(run.Approve(actor.Person!.Value, actor.Name, then.GetUtcNow()));
        var holds = new EndMoneyHolds(new PostEntries(then), then);
        Demand(await ApprovePayoutRun.SendAsync(db, run, holds, then, ct));
    }

    private async Task ConfirmAsync(PayoutRunId run, StoppedClock then, CancellationToken ct)
    {
        var books = new PayoutBooks(new OpenAccounts(then), new PostEntries(then));
        var confirm = new ConfirmPayouts(contexts, new BookPaidPayouts(books, current, then), user);
        Demand(await confirm.HandleAsync(new(run), ct));
    }

    private static T Demand<T>(Result<T> done) =>
        done.Failed ? throw Unpaid(done.Error) : done.Value;

    private static void Demand(Result done)
    {
        if (done.Failed)
        {
            throw Unpaid(done.Error);
        }
    }

    private static InvalidOperationException Unpaid(Error error) =>
        new($"The demo's shops cannot be paid: {error.Message}");
}
