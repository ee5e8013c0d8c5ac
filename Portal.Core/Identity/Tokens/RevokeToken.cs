using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.Tokens;

/// <summary>Ends one of the acting person's tokens at once. Another's token is "not found".</summary>
public sealed class RevokeToken(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(AccessTokenId id, CancellationToken ct)
    {
        if (user.IdOrNone is not { } person || user.CameByToken)
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var token = await db.AccessTokens.SingleOrDefaultAsync(
            t => t.Id == id && t.PersonId == person,
            ct
        );
        if (token is null)
        {
            return IdentityErrors.TokenNotFound;
        }

        token.Revoke(clock.GetUtcNow());
        return await db.SaveAsync(ct);
    }
}
