using Microsoft.EntityFrameworkCore;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Rules;
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
            CommissionRule.Of(
                new RuleDraft(
                    "Large sales",
                    900,
                    Currency: tenant.Currency,
                    FromMinor: 15_000,
                    CapMinor: 4_500
                ),
                10,
                start,
                set: null
            ),
            CommissionRule.Of(
                new RuleDraft(
                    "Everything else",
                    1_200,
                    Currency: tenant.Currency,
                    FixedMinor: 20,
                    FloorMinor: 50
                ),
                100,
                start,
                set: null
            )
        );
        await db.SaveChangesAsync(ct);
    }
}
