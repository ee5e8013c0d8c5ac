using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.SignIn;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.People;

/// <summary>
/// Shuts a person out: sessions end, tokens stop, no sign-in until they are enabled again. Refuses
/// oneself, and for a tenant's administrator people who also belong elsewhere.
/// </summary>
public sealed class DisablePerson(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    PeopleAccess people,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(PersonId id, CancellationToken ct)
    {
        if (!await user.MayAsync(IdentityPermissions.ManagePeople, ct))
        {
            return Error.Forbidden;
        }

        if (user.IdOrNone == id)
        {
            return IdentityErrors.OwnAccount;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await people.FindAsync(db, id, ct) is not { } person)
        {
            return IdentityErrors.PersonNotFound;
        }

        if (await people.BelongsElsewhereAsync(db, id, ct))
        {
            return IdentityErrors.BelongsElsewhere;
        }

        if (person.IsDisabled)
        {
            return IdentityErrors.AlreadyDisabled;
        }

        person.IsDisabled = true;
        await db.EndSessionsAsync(id, new(), clock.GetUtcNow(), ct);
        return await db.SaveAsync(ct);
    }
}
