using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Payments.Webhooks;

public sealed record WorkWebhookAgainCommand(WebhookEventId Id);

/// <summary>
/// Has a message that failed followed once more, within seconds; the activity log says who did it. Safe to repeat,
/// because following only asks. Refuses without the right, and one that has not failed.
/// </summary>
public sealed class WorkWebhookAgain(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    public async Task<Result> HandleAsync(WorkWebhookAgainCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(PaymentsPermissions.Webhooks, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (
            await db.WebhookEvents.SingleOrDefaultAsync(e => e.Id == command.Id, ct) is not { } told
        )
        {
            return WebhookErrors.NotFound;
        }

        var again = told.WorkAgain();
        return again.Failed ? again.Error : await db.SaveAsync(ct);
    }
}
