using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.People;

/// <param name="Seller">The shop the role is for; null for the whole tenant.</param>
public sealed record GrantRoleCommand(PersonId Person, RoleId Role, SellerId? Seller);

/// <summary>Gives one of the tenant's people another role in it. Refuses more rights than the actor holds.</summary>
public sealed class GrantRole(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    PeopleAccess people,
    NewGrant grants
)
{
    public async Task<Result> HandleAsync(GrantRoleCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(IdentityPermissions.ManagePeople, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await people.FindAsync(db, command.Person, ct) is null)
        {
            return IdentityErrors.PersonNotFound;
        }

        var granted = await grants.AddAsync(db, command.Person, command.Role, command.Seller, ct);
        return granted.Failed
            ? granted
            : await db.SaveAsync(ct, (NewGrant.UniqueKey, IdentityErrors.AlreadyGranted));
    }
}
