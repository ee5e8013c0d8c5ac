using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement;

public sealed record RemoveCategoryTermsCommand(CategoryId Category);

/// <summary>
/// From now on sales of a category are held as those of the category above it, or of the tenant. Refuses without
/// the right, and a category that has no terms of its own.
/// </summary>
public sealed class RemoveCategoryTerms(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user
)
{
    public async Task<Result> HandleAsync(RemoveCategoryTermsCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var terms = await db.CategoryTerms.SingleOrDefaultAsync(
            t => t.CategoryId == command.Category,
            ct
        );
        if (terms is null)
        {
            return SettlementErrors.CategoryNotFound;
        }

        db.CategoryTerms.Remove(terms);
        return await db.SaveAsync(ct);
    }
}
