using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement;

public sealed record SaveCategoryTermsCommand(
    CategoryId Category,
    [property: Range(0, SettlementTerms.MaxDays)] int DeliveryDays,
    [property: Range(0, SettlementTerms.MaxDays)] int DisputeDays
);

/// <summary>
/// Sets how long sales of a category are held from now on; sales made keep when they are due until they are
/// delivered. Refuses without the right, and a category of another tenant.
/// </summary>
public sealed class SaveCategoryTerms(
    IDbContextFactory<PortalDbContext> contexts,
    ProductReader products,
    CurrentUser user
)
{
    public async Task<Result> HandleAsync(SaveCategoryTermsCommand command, CancellationToken ct)
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

        if ((await products.CategoriesAsync(ct)).All(c => c.Id != command.Category))
        {
            return SettlementErrors.CategoryNotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var terms = await db.CategoryTerms.SingleOrDefaultAsync(
            t => t.CategoryId == command.Category,
            ct
        );
        if (terms is null)
        {
            db.CategoryTerms.Add(
                new CategoryTerms
                {
                    CategoryId = command.Category,
                    DeliveryDays = command.DeliveryDays,
                    DisputeDays = command.DisputeDays,
                }
            );
        }
        else
        {
            (terms.DeliveryDays, terms.DisputeDays) = (command.DeliveryDays, command.DisputeDays);
        }

        return await db.SaveAsync(ct);
    }
}
