using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Chargebacks.Disputes;

/// <param name="Reason">What was done about it.</param>
public sealed record SetDisputeAsideCommand(
    DisputeId Dispute,
    [property: Required, StringLength(GatewayDispute.MaxReason, MinimumLength = 3)] string Reason
);

/// <summary>
/// A person has seen to a dispute that could not be booked by itself. Nothing is booked; it comes back when the gateway says
/// something else. Refuses without the right, and one that waits for nobody. The activity log says who did it.
/// </summary>
public sealed class SetDisputeAside(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(SetDisputeAsideCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        if (InputCheck.Of(command) is { Failed: true } mistakes)
        {
            return mistakes;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var dispute = await db.GatewayDisputes.SingleOrDefaultAsync(
            d => d.Id == command.Dispute,
            ct
        );
        if (dispute is null)
        {
            return DisputeErrors.NotFound;
        }

        var aside = dispute.SetAside(db.Actor.Name, command.Reason.Trim(), clock.GetUtcNow());
        return aside.Failed ? aside : await db.SaveAsync(ct);
    }
}
