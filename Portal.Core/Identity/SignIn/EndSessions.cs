using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

/// <param name="Person">Whose sessions; another's session is as if it did not exist.</param>
/// <param name="Only">Just this one; null for all.</param>
/// <param name="Except">Not this one, e.g. the one the person sits at.</param>
public sealed record EndSessionsCommand(
    PersonId Person,
    SessionId? Only = null,
    SessionId? Except = null
);

/// <summary>Signs a person out of one or all of their sessions; open pages follow within seconds.</summary>
public sealed class EndSessions(IDbContextFactory<PortalDbContext> contexts, TimeProvider clock)
{
    public async Task<Result> HandleAsync(EndSessionsCommand command, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.EndSessionsAsync(command, clock.GetUtcNow(), ct);
        return await db.SaveAsync(ct);
    }
}

internal static class SessionEnding
{
    /// <summary>For acts that end sessions besides what they do. Does not save.</summary>
    public static async Task EndSessionsAsync(
        this PortalDbContext db,
        EndSessionsCommand which,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var open = await db
            .Sessions.Where(s =>
                s.PersonId == which.Person
                && s.EndedAt == null
                && (which.Only == null || s.Id == which.Only)
                && (which.Except == null || s.Id != which.Except)
            )
            .ToListAsync(ct);
        open.ForEach(s => s.End(now));
    }
}
