using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.SignIn;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.People;

/// <param name="Seller">The shop the role is for; null for the whole tenant.</param>
public sealed record InvitePersonCommand(
    [property: Required, EmailAddress, StringLength(254)] string Email,
    [property: Required, StringLength(200)] string DisplayName,
    RoleId Role,
    SellerId? Seller
);

/// <summary>
/// Gives somebody a role in the current tenant and answers the mail with which a new person chooses a
/// password; null for a person who was here already. Refuses a role with rights the actor lacks.
/// </summary>
public sealed class InvitePerson(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    PasswordLinks links,
    NewGrant grants,
    TimeProvider clock
)
{
    public async Task<Result<PasswordLinkMail?>> HandleAsync(
        InvitePersonCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(IdentityPermissions.ManagePeople, ct))
        {
            return Error.Forbidden;
        }

        var mistakes = InputCheck.Of(command);
        if (mistakes.Failed)
        {
            return mistakes.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var (person, isNew) = await FindOrAddAsync(db, command, ct);
        var granted = await grants.AddAsync(db, new(person.Id), command.Role, command.Seller, ct);
        if (granted.Failed)
        {
            return granted.Error;
        }

        var saved = await db.SaveAsync(
            ct,
            (NewGrant.UniqueKey, IdentityErrors.AlreadyGranted),
            ("ux_people_normalized_email", Error.ChangedMeanwhile)
        );
        if (saved.Failed)
        {
            return saved.Error;
        }

        return isNew
            ? new PasswordLinkMail(person.Email!, person.DisplayName, links.ForInvitation(person))
            : (PasswordLinkMail?)null;
    }

    private async Task<(Person Person, bool IsNew)> FindOrAddAsync(
        PortalDbContext db,
        InvitePersonCommand command,
        CancellationToken ct
    )
    {
        var email = command.Email.Trim();
        var normalized = SignInThrottle.Normalize(email);
        var known = await db.People.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized, ct);
        if (known is not null)
        {
            return (known, false);
        }

        var ids = await db.Database.SqlQueryRaw<long>(PeopleSql.NextId).ToListAsync(ct);
        var person = new Person
        {
            Id = ids[0],
            DisplayName = command.DisplayName.Trim(),
            Email = email,
            NormalizedEmail = normalized,
            UserName = email,
            NormalizedUserName = normalized,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = clock.GetUtcNow(),
        };
        db.People.Add(person);
        return (person, true);
    }
}
