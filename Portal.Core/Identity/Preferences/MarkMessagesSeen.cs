using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.Preferences;

/// <param name="Keys">All messages the bell showed; what was seen earlier and is shown no more is forgotten.</param>
public sealed record MarkMessagesSeenCommand(IReadOnlyList<string> Keys);

/// <summary>The signed-in person has seen what the bell shows. Refuses more or longer keys than a bell has.</summary>
public sealed class MarkMessagesSeen(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant
)
{
    public async Task<Result> HandleAsync(MarkMessagesSeenCommand command, CancellationToken ct)
    {
        if (user.IdOrNone is not { } person || tenant.IdOrNone is null)
        {
            return Error.Forbidden;
        }

        if (
            command.Keys.Count > SeenMessages.Most
            || command.Keys.Any(k => k.Length > SeenMessages.LongestKey)
        )
        {
            return PreferencesErrors.TooManyMessages;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var seen = await db.SeenMessages.SingleOrDefaultAsync(s => s.PersonId == person, ct);
        if (seen is null)
        {
            seen = new SeenMessages { PersonId = person };
            db.SeenMessages.Add(seen);
        }

        seen.Keys = [.. command.Keys];
        return await db.SaveAsync(ct);
    }
}
