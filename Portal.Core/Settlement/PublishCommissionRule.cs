using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Rules;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <summary>See <see cref="RuleDraft"/> for what each means. It starts now when no time is given.</summary>
public sealed record PublishCommissionRuleCommand(
    string Name,
    [property: Range(1, 1_000)] int Position,
    int RateBasisPoints,
    IReadOnlyList<SellerId>? Sellers = null,
    IReadOnlyList<ProductId>? Products = null,
    IReadOnlyList<CategoryId>? Categories = null,
    IReadOnlyList<string>? Levels = null,
    Currency? Currency = null,
    long? FromMinor = null,
    long FixedMinor = 0,
    long? FloorMinor = null,
    long? CapMinor = null,
    DateTimeOffset? StartsAt = null,
    DateTimeOffset? EndsAt = null
)
{
    internal RuleDraft Rule =>
        new(
            Name,
            RateBasisPoints,
            Sellers,
            Products,
            Categories,
            Levels,
            Currency,
            FromMinor,
            FixedMinor,
            FloorMinor,
            CapMinor,
            StartsAt,
            EndsAt
        );
}

/// <summary>
/// Adds a commission rule for sales from its start on. Refuses without the right, a start in the past,
/// a rule that makes no sense, shops, products or categories the tenant does not have, and while a set waits to start.
/// </summary>
public sealed class PublishCommissionRule(
    IDbContextFactory<PortalDbContext> contexts,
    KnownRuleParts parts,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result<CommissionRuleId>> HandleAsync(
        PublishCommissionRuleCommand command,
        CancellationToken ct
    )
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

        var mistakes = await parts.MistakesAsync([command.Rule], [], ct);
        if (mistakes is not null)
        {
            return mistakes;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync(RuleLockSql.Change, ct);
        var now = clock.GetUtcNow();
        if (command.StartsAt < now)
        {
            return Error.InvalidField("starts_at", "A rule cannot start in the past.");
        }

        if (await db.CommissionSets.Waiting(now).AnyAsync(ct))
        {
            return SettlementErrors.SetWaits;
        }

        var rule = CommissionRule.Of(command.Rule, command.Position, now, set: null);
        db.CommissionRules.Add(rule);
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved.Error;
        }

        await transaction.CommitAsync(ct);
        return rule.Id;
    }
}
