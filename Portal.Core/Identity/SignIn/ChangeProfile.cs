using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

/// <param name="TimeZone">IANA zone; empty for the device's.</param>
public sealed record ChangeProfileCommand(
    [property: Required, StringLength(200)] string DisplayName,
    string? TimeZone
);

/// <summary>Changes one's own name and time zone. Refuses a zone that does not exist.</summary>
public sealed class ChangeProfile(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    public async Task<Result> HandleAsync(ChangeProfileCommand command, CancellationToken ct)
    {
        if (user.IdOrNone is not { } self || user.CameByToken)
        {
            return Error.Forbidden;
        }

        var mistakes = InputCheck.Of(command);
        if (mistakes.Failed)
        {
            return mistakes;
        }

        var zone = string.IsNullOrEmpty(command.TimeZone) ? null : command.TimeZone;
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            return Error.InvalidField("time_zone", "There is no such time zone.");
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var person = await db.People.SingleAsync(p => p.Id == self.Value, ct);
        person.DisplayName = command.DisplayName.Trim();
        person.TimeZone = zone;
        return await db.SaveAsync(ct);
    }
}
