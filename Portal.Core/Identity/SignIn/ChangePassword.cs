using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

/// <param name="Session">The session the person sits at, which goes on; all others end.</param>
public sealed record ChangePasswordCommand(
    SessionId Session,
    string CurrentPassword,
    string NewPassword
);

/// <summary>Changes one's own password. Refuses a wrong current one and a weak new one.</summary>
public sealed class ChangePassword(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    PasswordCheck passwords,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(ChangePasswordCommand command, CancellationToken ct)
    {
        if (user.IdOrNone is not { } self || user.CameByToken)
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var person = await db.People.SingleAsync(p => p.Id == self.Value, ct);
        if (!passwords.IsRight(person, command.CurrentPassword))
        {
            return IdentityErrors.WrongPassword;
        }

        var rules = PasswordRules.Check(command.NewPassword, person, "new_password");
        if (rules.Failed)
        {
            return rules;
        }

        passwords.Set(person, command.NewPassword);
        await db.EndSessionsAsync(self, new(Except: command.Session), clock.GetUtcNow(), ct);
        return await db.SaveAsync(ct);
    }
}
