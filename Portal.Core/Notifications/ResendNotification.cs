using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Notifications;

public sealed record ResendNotificationCommand(DeliveryId Id);

/// <summary>Gives a failed notification back to the sender, with all its attempts. Refuses any other.</summary>
public sealed class ResendNotification(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    LiveSignals signals
)
{
    public async Task<Result> HandleAsync(ResendNotificationCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(NotificationsPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.NotificationDeliveries.AnyAsync(d => d.Id == command.Id, ct))
        {
            return NotificationErrors.NotFound;
        }

        // One conditional statement: of two clicks at once, one resends.
        var moved = await db.Database.ExecuteSqlRawAsync(
            NotificationsSql.Resend,
            [command.Id.Value],
            ct
        );
        if (moved == 0)
        {
            return NotificationErrors.NotFailed;
        }

        await signals.SendAsync(db.Tenant.Id, LiveSignals.Notifications);
        return Result.Ok;
    }
}
