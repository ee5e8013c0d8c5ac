using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;

namespace Portal.Core.Identity.SignIn;

/// <summary>What a person sees of their own account.</summary>
public sealed record MyAccount(
    string DisplayName,
    string Email,
    string? TimeZone,
    bool HasSecondFactor
);

/// <summary>A person's own account.</summary>
public sealed class AccountQueries(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<MyAccount> FindAsync(PersonId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .People.Where(p => p.Id == id.Value)
            .Select(p => new MyAccount(p.DisplayName, p.Email!, p.TimeZone, p.TwoFactorEnabled))
            .SingleAsync(ct);
    }
}
