using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <summary>See <see cref="CommissionRule"/> for what each means. It starts now when no time is given.</summary>
public sealed record PublishCommissionRuleCommand(
    [property: Required, StringLength(120, MinimumLength = 2)] string Name,
    [property: Range(1, 1_000)] int Position,
    [property: Range(0, 10_000)] int RateBasisPoints,
    SellerId? Seller = null,
    ProductId? Product = null,
    Currency? Currency = null,
    [property: Range(0, long.MaxValue)] long? FromMinor = null,
    [property: Range(0, 1_000_000_000_000)] long FixedMinor = 0,
    [property: Range(0, 1_000_000_000_000)] long? FloorMinor = null,
    [property: Range(0, 1_000_000_000_000)] long? CapMinor = null,
    DateTimeOffset? StartsAt = null
);

/// <summary>
/// Adds a commission rule for sales from its start on. Refuses without the right, a start in the past,
/// amounts without a currency, a floor above the cap, and shops or products the tenant does not have.
/// </summary>
public sealed class PublishCommissionRule(
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    ProductReader products,
    CurrentUser user,
    CurrentTenant tenant,
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

        var now = clock.GetUtcNow();
        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        if (await MistakeAsync(command, now, ct) is { } mistake)
        {
            return mistake;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var rule = new CommissionRule
        {
            TenantId = tenant.Id,
            Name = command.Name.Trim(),
            Position = command.Position,
            SellerId = command.Seller,
            ProductId = command.Product,
            Currency = command.Currency,
            FromMinor = command.FromMinor,
            RateBasisPoints = command.RateBasisPoints,
            FixedMinor = command.FixedMinor,
            FloorMinor = command.FloorMinor,
            CapMinor = command.CapMinor,
            StartsAt = command.StartsAt ?? now,
        };
        db.CommissionRules.Add(rule);
        var saved = await db.SaveAsync(ct);
        return saved.Failed ? saved.Error : rule.Id;
    }

    private async Task<Error?> MistakeAsync(
        PublishCommissionRuleCommand command,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var hasAmounts =
            command.FixedMinor > 0
            || command.FloorMinor is not null
            || command.CapMinor is not null
            || command.FromMinor is not null;
        return command.StartsAt < now
                ? Error.InvalidField("starts_at", "A rule cannot start in the past.")
            : hasAmounts && command.Currency is null
                ? Error.InvalidField("currency", "Amounts need a currency.")
            : command.FloorMinor > command.CapMinor
                ? Error.InvalidField("floor_minor", "The floor is above the cap.")
            : command.Seller is { } seller
            && !(await tenants.SellerNamesAsync(ct)).ContainsKey(seller)
                ? Error.InvalidField("seller", "There is no such shop.")
            : command.Product is { } product && !await products.ExistsAsync(product, ct)
                ? Error.InvalidField("product", "There is no such product.")
            : null;
    }
}
