using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

public sealed record SaveTermsCommand(
    [property: Range(0, SettlementTerms.MaxDays)] int DeliveryDays,
    [property: Range(0, SettlementTerms.MaxDays)] int DisputeDays,
    [property: Range(0, 10_000)] int TaxBasisPoints
);

/// <summary>Sets the tenant's terms for sales from now on; those made keep their own.</summary>
public sealed class SaveTerms(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant
)
{
    public async Task<Result> HandleAsync(SaveTermsCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var terms = await db.SettlementTerms.SingleOrDefaultAsync(ct);
        if (terms is null)
        {
            terms = new SettlementTerms { TenantId = tenant.Id };
            db.SettlementTerms.Add(terms);
        }

        terms.DeliveryDays = command.DeliveryDays;
        terms.DisputeDays = command.DisputeDays;
        terms.TaxBasisPoints = command.TaxBasisPoints;
        return await db.SaveAsync(ct);
    }
}
