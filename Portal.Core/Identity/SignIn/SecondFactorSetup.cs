using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using QRCoder;

namespace Portal.Core.Identity.SignIn;

/// <summary>What the set-up page shows.</summary>
/// <param name="Secret">For typing into the app.</param>
/// <param name="QrSvg">The same as a picture to scan.</param>
public sealed record SecondFactorOffer(string Secret, string QrSvg);

/// <summary>Set-up of a person's own second factor: offer, confirm, remove.</summary>
public sealed class SecondFactorSetup(
    IDbContextFactory<PortalDbContext> contexts,
    SecondFactorCheck codes,
    PasswordCheck passwords,
    TimeProvider clock
)
{
    /// <summary>A new secret on the first visit, the same one until it is confirmed. Refuses when one is in use.</summary>
    public async Task<Result<SecondFactorOffer>> OfferAsync(PersonId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var person = await db.People.SingleAsync(p => p.Id == id.Value, ct);
        var app = await db.Authenticators.SingleOrDefaultAsync(a => a.PersonId == id, ct);
        if (app?.ConfirmedAt is not null)
        {
            return IdentityErrors.NoSecondFactor;
        }

        if (app is null)
        {
            app = new Authenticator
            {
                PersonId = id,
                ProtectedSecret = codes.Protect(TimeCode.NewSecret()),
            };
            db.Authenticators.Add(app);
            var saved = await db.SaveAsync(ct);
            if (saved.Failed)
            {
                return saved.Error;
            }
        }

        var secret = TimeCode.Text(codes.Reveal(app));
        var account = Uri.EscapeDataString(person.Email!);
        var qr = SvgQRCodeHelper.GetQRCode(
            $"otpauth://totp/Portal:{account}?secret={secret}&issuer=Portal",
            4,
            "#000000",
            "#ffffff",
            QRCodeGenerator.ECCLevel.M
        );
        return new SecondFactorOffer(secret, qr);
    }

    /// <summary>Turns the second factor on and answers the recovery codes, which are shown this once.</summary>
    public async Task<Result<IReadOnlyList<string>>> ConfirmAsync(
        PersonId id,
        string code,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var person = await db.People.SingleAsync(p => p.Id == id.Value, ct);
        var app = await db.Authenticators.SingleOrDefaultAsync(a => a.PersonId == id, ct);
        if (app is not { ConfirmedAt: null })
        {
            return IdentityErrors.NoSecondFactor;
        }

        var now = clock.GetUtcNow();
        if (TimeCode.StepOf(code, codes.Reveal(app), now, app.LastStep) is not { } step)
        {
            return IdentityErrors.WrongCode;
        }

        app.ConfirmedAt = now;
        app.LastStep = step;
        person.TwoFactorEnabled = true;
        db.RecoveryCodes.RemoveRange(
            await db.RecoveryCodes.Where(c => c.PersonId == id).ToListAsync(ct)
        );
        var paper = Enumerable.Range(0, PaperCode.Count).Select(_ => PaperCode.New()).ToList();
        db.RecoveryCodes.AddRange(
            paper.Select(c => new RecoveryCode { PersonId = id, Hash = PaperCode.HashOf(c) })
        );
        var saved = await db.SaveAsync(ct);
        return saved.Failed ? saved.Error : paper;
    }

    /// <summary>Turns the second factor off. Refuses without the person's password.</summary>
    public async Task<Result> RemoveAsync(PersonId id, string password, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var person = await db.People.SingleAsync(p => p.Id == id.Value, ct);
        if (!passwords.IsRight(person, password))
        {
            return IdentityErrors.WrongPassword;
        }

        person.TwoFactorEnabled = false;
        db.Authenticators.RemoveRange(
            await db.Authenticators.Where(a => a.PersonId == id).ToListAsync(ct)
        );
        db.RecoveryCodes.RemoveRange(
            await db.RecoveryCodes.Where(c => c.PersonId == id).ToListAsync(ct)
        );
        return await db.SaveAsync(ct);
    }
}
