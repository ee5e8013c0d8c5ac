using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

/// <param name="Only">Just this one; null for all.</param>
/// <param name="Except">Not this one, e.g. the one the person sits at.</param>
public sealed record EndSessionsCommand(SessionId? Only = null, SessionId? Except = null);

/// <summary>
/// Signs the acting person out of one or all of their sessions; open pages follow within seconds.
/// Another's session is "not found".
/// </summary>
public sealed class EndSessions(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(EndSessionsCommand command, CancellationToken ct)
    {
        if (user.IdOrNone is not { } person || user.CameByToken)
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var ended = await db.EndSessionsAsync(person, command, clock.GetUtcNow(), ct);
        return command.Only is not null && ended == 0
            ? IdentityErrors.SessionNotFound
            : await db.SaveAsync(ct);
    }
}

internal static class SessionEnding
{
    /// <summary>For acts that end sessions besides what they do; answers how many. Does not save.</summary>
    public static async Task<int> EndSessionsAsync(
        this PortalDbContext db,
        PersonId person,
        EndSessionsCommand which,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var open = await db
            .Sessions.Where(s =>
                s.PersonId == person
                && s.EndedAt == null
                && (which.Only == null || s.Id == which.Only)
                && (which.Except == null || s.Id != which.Except)
            )
            .ToListAsync(ct);
        open.ForEach(s => s.End(now));
        return open.Count;
    }
}
