using Microsoft.EntityFrameworkCore;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>
/// Where the demo's shops are paid: all but the last of each marketplace have said so, so that a run has
/// somebody to leave out. Of some something is kept; the first release fills their reserves. The account numbers are the examples of the IBAN registry.
/// </summary>
internal sealed class DemoPayoutAccounts(
    IDbContextFactory<PortalDbContext> contexts,
    TimeProvider clock
) : IDemoStep
{
    private static readonly string[] Ibans =
    [
        "GB33BUKB20201555555555",
        "DE89370400440532013000",
        "NL91ABNA0417164300",
        "FR1420041010050500013M02606",
        "AT611904300234573201",
    ];

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.PayoutAccounts.AnyAsync(ct))
        {
            return;
        }

        var shops = await db.Sellers.OrderBy(s => s.Id).ToListAsync(ct);
        for (var i = 0; i < shops.Count - 1; i++)
        {
            db.PayoutAccounts.Add(
                new PayoutAccount
                {
                    SellerId = shops[i].Id,
                    Currency = tenant.Currency,
                    TenantId = tenant.Id,
                    HolderName = BankText.Of(shops[i].Name),
                    Iban = Ibans[i % Ibans.Length],
                    BankChangedAt = clock.GetUtcNow().AddDays(-80),
                    Schedule = i == 0 ? PayoutSchedule.Daily : PayoutSchedule.Weekly,
                    MinimumMinor = 2_500,
                    ReserveMinor =
                        shops[i].Slug == DemoTenants.SignedInShop ? 7_500
                        : i == 1 ? 10_000
                        : 0,
                }
            );
        }

        await db.SaveChangesAsync(ct);
    }
}
