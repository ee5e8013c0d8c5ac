using Microsoft.EntityFrameworkCore;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>What the demo's marketplaces keep of a sale, and how long they hold it, since before the first order.</summary>
internal sealed class DemoTerms(IDbContextFactory<PortalDbContext> contexts, TimeProvider clock)
    : IDemoStep
{
    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.SettlementTerms.AnyAsync(ct))
        {
            return;
        }

        var start = clock.GetUtcNow().AddDays(-120);
        db.SettlementTerms.Add(
            new SettlementTerms
            {
                TenantId = tenant.Id,
                TaxBasisPoints = 2_000,
                ApprovalLimitMinor = 5_000_000,
                PayerName = BankText.Of(tenant.Name),
                PayerIban = "DE75512108001245126199",
            }
        );
        db.CommissionRules.AddRange(
            new CommissionRule
            {
                TenantId = tenant.Id,
                Name = "Large sales",
                Position = 10,
                Currency = tenant.Currency,
                FromMinor = 15_000,
                RateBasisPoints = 900,
                CapMinor = 4_500,
                StartsAt = start,
            },
            new CommissionRule
            {
                TenantId = tenant.Id,
                Name = "Everything else",
                Position = 100,
                Currency = tenant.Currency,
                RateBasisPoints = 1_200,
                FixedMinor = 20,
                FloorMinor = 50,
                StartsAt = start,
            }
        );
        await db.SaveChangesAsync(ct);
    }
}
