using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.SignIn;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.People;

/// <summary>
/// Lets a person in again at once: enables a disabled one and forgets the wrong tries that pause
/// sign-in. Refuses a tenant's administrator for people who also belong elsewhere.
/// </summary>
public sealed class UnlockPerson(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    PeopleAccess people
)
{
    public async Task<Result> HandleAsync(PersonId id, CancellationToken ct)
    {
        if (!await user.MayAsync(IdentityPermissions.ManagePeople, ct))
        {
            return Error.Forbidden;
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

        person.IsDisabled = false;
        var subjects = new[]
        {
            SignInThrottle.ForEmail(person.Email!),
            SignInThrottle.ForSecondFactor(id),
        };
        var counters = await db
            .SignInCounters.Where(c => subjects.Contains(c.SubjectHash))
            .ToListAsync(ct);
        db.SignInCounters.RemoveRange(counters);
        return await db.SaveAsync(ct);
    }
}
