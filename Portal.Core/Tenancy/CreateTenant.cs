using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Tenancy;

/// <param name="Slug">Short name in commands and addresses.</param>
/// <param name="TimeZone">IANA zone of its business day.</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record CreateTenantCommand(
    [property:
        Required,
        RegularExpression(
            "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$",
            ErrorMessage = "Lower-case letters, digits and hyphens, at most 63."
        )
    ]
        string Slug,
    [property: Required, StringLength(200)] string Name,
    [property: Required] string TimeZone,
    [property: Required] string Currency
);

/// <summary>Opens a marketplace. Refuses without the right on the platform, a bad zone or currency, and a taken short name.</summary>
public sealed class CreateTenant(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result<TenantId>> HandleAsync(
        CreateTenantCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayOnPlatformAsync(TenancyPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        var mistakes = InputCheck.Of(command);
        if (mistakes.Failed)
        {
            return mistakes.Error;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(command.TimeZone, out _))
        {
            return Error.InvalidField("time_zone", "There is no such time zone.");
        }

        if (!Kernel.Currency.TryParse(command.Currency, out var currency))
        {
            return Error.InvalidField("currency", "There is no such currency.");
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var tenant = new Tenant
        {
            Slug = command.Slug,
            Name = command.Name.Trim(),
            TimeZone = command.TimeZone,
            Currency = currency,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Tenants.Add(tenant);
        var saved = await db.SaveAsync(ct, ("ux_tenants_slug", TenancyErrors.SlugTaken));
        return saved.Failed ? saved.Error : tenant.Id;
    }
}
