using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

public sealed record SignInCommand(
    [property: MaxLength(254)] string Email,
    string Password,
    SignInOrigin Origin
);

/// <summary>The password was right: either a session has begun, or the second factor is still owed.</summary>
public sealed record PasswordAccepted(StartedSession? Session, PersonId? OwesSecondFactor);

/// <summary>
/// First step of signing in. Anonymous by nature. Refuses a wrong address or password with one and
/// the same answer, and everything while the pause after too many tries lasts.
/// </summary>
public sealed class SignInWithPassword(
    IDbContextFactory<PortalDbContext> contexts,
    SignInThrottle throttle,
    PasswordCheck passwords,
    SessionStart sessions
)
{
    public async Task<Result<PasswordAccepted>> HandleAsync(
        SignInCommand command,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var email = SignInThrottle.Normalize(command.Email);
        var person = await db.People.SingleOrDefaultAsync(p => p.NormalizedEmail == email, ct);
        var device = await SessionStart.CountedDeviceAsync(
            db,
            person,
            command.Origin.DeviceKey,
            ct
        );
        var subject = SignInThrottle.ForEmail(command.Email);
        var admitted = await throttle.TakeTryAsync(subject, device, ct);
        if (admitted.Failed)
        {
            return admitted.Error;
        }

        if (
            command.Password.Length > PasswordRules.MaxLength
            || !passwords.IsRight(person, command.Password)
        )
        {
            return IdentityErrors.WrongSignIn;
        }

        await throttle.ForgiveAsync(subject, device, ct);
        if (person!.TwoFactorEnabled)
        {
            return new PasswordAccepted(null, new PersonId(person.Id));
        }

        var (session, key) = await sessions.BeginAsync(db, person, command.Origin, ct);
        var saved = await db.SaveAsync(ct);
        return saved.Failed
            ? saved.Error
            : new PasswordAccepted(session.Started(person, key), null);
    }
}
