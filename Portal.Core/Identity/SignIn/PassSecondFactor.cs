using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

/// <param name="Person">Whose password was accepted a moment ago.</param>
/// <param name="Code">Six digits of the app, or a recovery code.</param>
public sealed record SecondFactorCommand(PersonId Person, string Code, SignInOrigin Origin);

/// <summary>
/// Second step of signing in. Refuses a code that is wrong, used or older than one used, and
/// everything while the pause after too many tries lasts.
/// </summary>
public sealed class PassSecondFactor(
    IDbContextFactory<PortalDbContext> contexts,
    SignInThrottle throttle,
    SecondFactorCheck codes,
    SessionStart sessions
)
{
    public async Task<Result<StartedSession>> HandleAsync(
        SecondFactorCommand command,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == command.Person.Value, ct);
        if (person is null || person.IsDisabled)
        {
            return IdentityErrors.WrongSignIn;
        }

        var device = await SessionStart.CountedDeviceAsync(
            db,
            person,
            command.Origin.DeviceKey,
            ct
        );
        var subject = SignInThrottle.ForSecondFactor(command.Person);
        var admitted = await throttle.TakeTryAsync(subject, device, ct);
        if (admitted.Failed)
        {
            return admitted.Error;
        }

        if (!await codes.TakeAsync(db, command.Person, command.Code, ct))
        {
            return IdentityErrors.WrongCode;
        }

        await throttle.ForgiveAsync(subject, device, ct);
        var (session, key) = await sessions.BeginAsync(db, person, command.Origin, ct);
        var saved = await db.SaveAsync(ct);
        return saved.Failed ? saved.Error : session.Started(person, key);
    }
}

/// <summary>Recognises codes and uses them up, in one conditional update each: the same code twice at once passes once.</summary>
public sealed class SecondFactorCheck(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _secrets = protection.CreateProtector("authenticator");

    public string Protect(byte[] secret) => Convert.ToBase64String(_secrets.Protect(secret));

    public byte[] Reveal(Authenticator app) =>
        _secrets.Unprotect(Convert.FromBase64String(app.ProtectedSecret));

    /// <summary>Uses the code up at once, whatever becomes of the caller's save.</summary>
    public async Task<bool> TakeAsync(
        PortalDbContext db,
        PersonId person,
        string code,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var app = await db
            .Authenticators.AsNoTracking()
            .SingleOrDefaultAsync(a => a.PersonId == person && a.ConfirmedAt != null, ct);
        if (app is not null && TimeCode.StepOf(code, Reveal(app), now, app.LastStep) is { } step)
        {
            return await db
                    .Authenticators.Where(a => a.PersonId == person && a.LastStep < step)
                    .ExecuteUpdateAsync(a => a.SetProperty(x => x.LastStep, step), ct) == 1;
        }

        var hash = PaperCode.HashOf(code);
        return await db
                .RecoveryCodes.Where(c =>
                    c.PersonId == person && c.Hash == hash && c.UsedAt == null
                )
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.UsedAt, now), ct) == 1;
    }
}
