using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

/// <summary>
/// Ends the session of the cookie that was sent. Apart from <see cref="EndSessions"/> because a
/// person who still owes a second factor may do nothing else, but may leave; one that has ended is
/// no mistake.
/// </summary>
public sealed class SignOut(IDbContextFactory<PortalDbContext> contexts, TimeProvider clock)
{
    /// <param name="session">The id sealed in the cookie.</param>
    /// <param name="ct">Stops before anything is saved.</param>
    public async Task<Result> HandleAsync(SessionId session, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var open = await db.Sessions.SingleOrDefaultAsync(s => s.Id == session, ct);
        open?.End(clock.GetUtcNow());
        return await db.SaveAsync(ct);
    }
}
