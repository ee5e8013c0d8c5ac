using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Chargebacks;

/// <summary>The evidence of a chargeback as a page: what was handed in, or what would be now. Refuses without the right.</summary>
public sealed class EvidenceDocuments(
    IDbContextFactory<PortalDbContext> contexts,
    EvidencePack pack,
    CurrentUser user
)
{
    public async Task<Result<byte[]>> ReadAsync(ChargebackId id, CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var chargeback = await db
            .Chargebacks.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == id, ct);
        if (chargeback is null)
        {
            return ChargebackErrors.NotFound;
        }

        var handedIn = await db
            .ChargebackEvidence.Where(e => e.ChargebackId == id)
            .Select(e => e.Content)
            .SingleOrDefaultAsync(ct);
        return handedIn
            ?? Encoding.UTF8.GetBytes(
                EvidencePage.Of(await pack.GatherAsync(chargeback, null, ct))
            );
    }
}
