using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <param name="Level">Null or empty takes the level away.</param>
public sealed record SetShopLevelCommand(
    SellerId Seller,
    [property: RegularExpression(
        "^[a-z0-9][a-z0-9 -]{0,39}$",
        ErrorMessage = "A level is a word in lower case, e.g. gold."
    )]
        string? Level,
    [property: Required, StringLength(300, MinimumLength = 3)] string Reason
);

/// <summary>
/// Gives a shop a level from now on. Refuses without the right, for a shop of another tenant, and when
/// the shop has that level already.
/// </summary>
public sealed class SetShopLevel(
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    CurrentUser user,
    Actor actor,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(SetShopLevelCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Levels, ct))
        {
            return Error.Forbidden;
        }

        command = command with { Level = command.Level is "" ? null : command.Level };
        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        if (!(await tenants.SellerNamesAsync(ct)).ContainsKey(command.Seller))
        {
            return SettlementErrors.ShopNotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync(RuleLockSql.Change, ct);
        var level = await db
            .ShopLevels.Where(l => l.SellerId == command.Seller)
            .OrderByDescending(l => l.Since)
            .ThenByDescending(l => l.Id)
            .Select(l => l.Level)
            .FirstOrDefaultAsync(ct);
        if (level == command.Level)
        {
            return SettlementErrors.LevelIsThat;
        }

        db.ShopLevels.Add(
            new ShopLevel
            {
                SellerId = command.Seller,
                Level = command.Level,
                Since = clock.GetUtcNow(),
                Reason = command.Reason.Trim(),
                SetByName = actor.Name,
            }
        );
        var saved = await db.SaveAsync(ct);
        if (!saved.Failed)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }
}
