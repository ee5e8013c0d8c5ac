using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;

namespace Portal.Core.Identity.SignIn;

/// <summary>What to write to whom.</summary>
public sealed record PasswordLinkMail(string Email, string DisplayName, string Link);

/// <summary>Makes the link of a "forgot password" mail; null when there is nobody to write to, which the page must not show.</summary>
public sealed class RequestPasswordReset(
    IDbContextFactory<PortalDbContext> contexts,
    PasswordLinks links
)
{
    public async Task<PasswordLinkMail?> HandleAsync(string email, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var normalized = SignInThrottle.Normalize(email);
        var person = await db.People.SingleOrDefaultAsync(
            p => p.NormalizedEmail == normalized && !p.IsDisabled,
            ct
        );
        return person is null
            ? null
            : new PasswordLinkMail(person.Email!, person.DisplayName, links.ForReset(person));
    }
}
