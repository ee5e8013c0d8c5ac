using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

public sealed record ResetPasswordCommand(string Link, string Password);

/// <summary>Sets a new password by a mailed link and ends all sessions. Refuses a used or expired link and a weak password.</summary>
public sealed class ResetPassword(
    IDbContextFactory<PortalDbContext> contexts,
    PasswordLinks links,
    PasswordCheck passwords,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(ResetPasswordCommand command, CancellationToken ct)
    {
        if (links.Read(command.Link) is not { } link)
        {
            return IdentityErrors.LinkExpired;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == link.Person, ct);
        if (person is null || person.IsDisabled || person.SecurityStamp != link.Stamp)
        {
            return IdentityErrors.LinkExpired;
        }

        var rules = PasswordRules.Check(command.Password, person);
        if (rules.Failed)
        {
            return rules;
        }

        passwords.Set(person, command.Password);
        person.EmailConfirmed = true;
        await db.EndSessionsAsync(new PersonId(person.Id), new(), clock.GetUtcNow(), ct);
        return await db.SaveAsync(ct);
    }
}
