using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.SignIn;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.Contracts;

/// <summary>
/// Proof, at the moment of a weighty act, that the person who acts is the one who signed in: a code of
/// their authenticator app, or their password where they have none. Guessing is slowed down as at sign-in.
/// </summary>
public sealed class StepUp(
    IDbContextFactory<PortalDbContext> contexts,
    SignInThrottle throttle,
    SecondFactorCheck codes,
    PasswordCheck passwords,
    CurrentUser user
)
{
    /// <summary>Whether the person owes a code rather than their password.</summary>
    public async Task<bool> WantsCodeAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return user.IdOrNone is { } self
            && await db.People.AnyAsync(p => p.Id == self.Value && p.TwoFactorEnabled, ct);
    }

    /// <summary>A code is used up, whatever becomes of the act. Refuses a wrong proof, and everything while the pause after too many tries lasts.</summary>
    public async Task<Result> ConfirmAsync(string proof, CancellationToken ct)
    {
        if (user.IdOrNone is not { } self)
        {
            return Error.Forbidden;
        }

        var subject = SignInThrottle.ForStepUp(self);
        var admitted = await throttle.TakeTryAsync(subject, [], ct);
        if (admitted.Failed)
        {
            return admitted;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == self.Value, ct);
        var isRight = person.TwoFactorEnabled
            ? await codes.TakeAsync(db, self, proof, ct)
            : proof.Length <= PasswordRules.MaxLength && passwords.IsRight(person, proof);
        if (!isRight)
        {
            return IdentityErrors.WrongProof;
        }

        await throttle.ForgiveAsync(subject, [], ct);
        return Result.Ok;
    }
}
