using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Settlement.Debts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>
/// What the demo's shops owe from the market abroad they sold on before: taken over from the old books, so that no sale
/// of here makes up for it. One has paid a part back, and a write-off waits. Does nothing where it is booked already, or
/// days are sealed.
/// </summary>
internal sealed class DemoDebts(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    RecordRepayment record,
    TimeProvider clock
) : IDemoStep
{
    /// <summary>Shop by its place in the alphabet, days ago, minor units, and why.</summary>
    private static readonly (int Shop, int DaysAgo, long Minor, string Because)[] Debts =
    [
        (2, 112, 8_450, "Chargebacks of the summer, from the market abroad"),
        (0, 71, 23_900, "Refunds after the last payout, from the market abroad"),
        (1, 47, 12_675, "Refund after the last payout, from the market abroad"),
        (1, 12, 1_890, "Another refund of the same batch"),
        (4, 9, 4_320, "Refund after the last payout, from the market abroad"),
    ];

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.DebtRepayments.AnyAsync(ct) || await db.Seals.AnyAsync(ct))
        {
            return;
        }

        var shops = await db.Sellers.OrderBy(s => s.Slug).Select(s => s.Id).ToListAsync(ct);
        var abroad = Currency.Of(tenant.Currency.Code is "EUR" ? "CHF" : "EUR");
        var owed = Debts.Where(d => d.Shop < shops.Count).ToList();
        await using (var connection = await connections.OpenAsync(ct))
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            foreach (var (shop, daysAgo, minor, because) in owed)
            {
                var at = clock.GetUtcNow().AddDays(-daysAgo);
                var amount = new Money(minor, abroad);
                await BookAsync(transaction, tenant, shops[shop], amount, because, at, ct);
            }

            await transaction.CommitAsync(ct);
        }

        await AskAsync(db, shops[2], new Money(8_450, abroad), ct);
        var repaid = await record.HandleAsync(
            new RecordRepaymentCommand(
                shops[1],
                new Money(5_000, abroad),
                "First instalment, as agreed",
                tenant.DayOf(clock.GetUtcNow()),
                "demo-instalment"
            ),
            ct
        );
        if (repaid.Failed)
        {
            throw Unbooked(repaid.Error);
        }
    }

    private static async Task BookAsync(
        NpgsqlTransaction transaction,
        TenantSnapshot tenant,
        SellerId shop,
        Money amount,
        string because,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var then = new StoppedClock(at);
        var owing = new AccountKey(
            tenant.Id,
            AccountKind.SellerPayable,
            amount.Currency,
            AccountOwner.Seller(shop)
        );
        var other = new AccountKey(
            tenant.Id,
            AccountKind.Suspense,
            amount.Currency,
            AccountOwner.Tenant
        );
        var open = await new OpenAccounts(then).HandleAsync(
            transaction.Connection!,
            transaction,
            [owing, other],
            ct
        );
        var booked = await new PostEntries(then).HandleAsync(
            transaction.Connection!,
            transaction,
            [
                new EntryDraft(
                    tenant.Id,
                    $"demo-debt-{shop.Value}-{amount.Minor}",
                    "balance.taken_over",
                    new("shop", shop.Value),
                    because,
                    [new(open[owing], amount), new(open[other], amount * -1)]
                ),
            ],
            ct
        );
        if (booked.Failed)
        {
            throw Unbooked(booked.Error);
        }
    }

    /// <summary>By the person of finance, so that the marketplace's admin may approve it.</summary>
    private async Task AskAsync(
        PortalDbContext db,
        SellerId shop,
        Money amount,
        CancellationToken ct
    )
    {
        var asking = await db.People.FirstAsync(p => p.Email == "finance@demo.example", ct);
        var account = await db.LedgerAccounts.SingleAsync(
            a =>
                a.Kind == AccountKind.SellerPayable
                && a.Currency == amount.Currency
                && a.Owner == AccountOwner.Seller(shop).Key,
            ct
        );
        var then = new StoppedClock(clock.GetUtcNow().AddDays(-1));
        const string Reason = "The stall abroad was given up; nobody answers the reminders";
        db.DebtWriteOffs.Add(
            new DebtWriteOff
            {
                SellerId = shop,
                AccountId = account.Id,
                Currency = amount.Currency,
                AmountMinor = amount.Minor,
                Reason = Reason,
                RequestedBy = new PersonId(asking.Id),
                RequestedByName = asking.DisplayName,
                RequestedAt = then.GetUtcNow(),
            }
        );
        db.Append(
            new DebtWriteOffRequested(account.Id.Value, amount.Minor, amount.Currency.Code, Reason),
            then
        );
        await db.SaveChangesAsync(ct);
    }

    private static InvalidOperationException Unbooked(Error error) =>
        new($"The demo's debts cannot be booked: {error.Message}");
}
