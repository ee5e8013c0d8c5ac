using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Notifications;

/// <param name="IsOn">True or false decides; null goes back to the tenant's default.</param>
public sealed record SetPreferenceCommand(
    CustomerId Customer,
    NotificationKind Kind,
    NotificationChannel Channel,
    bool? IsOn
);

/// <summary>Writes down whether a customer wants to be told about something; holds from the next event on.</summary>
public sealed class SetPreference(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant
)
{
    public async Task<Result> HandleAsync(SetPreferenceCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(NotificationsPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await NotificationQueries.CustomerExistsAsync(db, command.Customer, ct))
        {
            return NotificationErrors.CustomerNotFound;
        }

        var stored = await db.CustomerPreferences.SingleOrDefaultAsync(
            p =>
                p.CustomerId == command.Customer
                && p.Kind == command.Kind
                && p.Channel == command.Channel,
            ct
        );
        switch (stored, command.IsOn)
        {
            case (null, { } isOn):
                db.CustomerPreferences.Add(
                    new CustomerPreference
                    {
                        TenantId = tenant.Id,
                        CustomerId = command.Customer,
                        Kind = command.Kind,
                        Channel = command.Channel,
                        IsOn = isOn,
                    }
                );
                break;
            case ({ } row, { } isOn):
                row.IsOn = isOn;
                break;
            case ({ } row, null):
                db.CustomerPreferences.Remove(row);
                break;
        }

        return await db.SaveAsync(ct);
    }
}
