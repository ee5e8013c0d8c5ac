using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Stripe;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Webhooks;

/// <summary>
/// Messages of gateways about the tenant's charges, refunds, payouts, disputes and shops' accounts. Who has the right on the platform also reads those that are
/// about nothing of ours. Every read refuses without the right.
/// </summary>
public sealed class WebhookQueries(
    DbContextOptions<PortalDbContext> options,
    CurrentTenant tenant,
    CurrentUser user,
    Actor actor,
    StripeOptions stripe
)
{
    /// <summary>The newest first; the total is counted up to <see cref="PageRequest.CountLimit"/>.</summary>
    public async Task<Result<Page<WebhookRow>>> ListAsync(
        WebhookFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(PaymentsPermissions.Webhooks, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await ReachAsync(ct);
        var matching = Matching(Visible(db), filter);
        var total = await matching.Take(PageRequest.CountLimit).CountAsync(ct);
        var rows = await matching
            .OrderByDescending(e => e.ReceivedAt)
            .ThenByDescending(e => e.Id)
            .Skip(page.Offset)
            .Take(page.Take)
            .ToListAsync(ct);
        return new Page<WebhookRow>(rows.ConvertAll(RowOf), total, total < PageRequest.CountLimit);
    }

    public async Task<Result<WebhookDetail>> FindAsync(WebhookEventId id, CancellationToken ct)
    {
        if (!await user.MayAsync(PaymentsPermissions.Webhooks, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await ReachAsync(ct);
        var told = await Visible(db).SingleOrDefaultAsync(e => e.Id == id, ct);
        return told is null
            ? WebhookErrors.NotFound
            : new WebhookDetail(
                RowOf(told),
                told.Attempt,
                told.TenantId == WebhookEvent.Platform,
                told.Payload
            );
    }

    public async Task<Result<WebhookSetup>> SetupAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(PaymentsPermissions.Webhooks, ct))
        {
            return Error.Forbidden;
        }

        return new WebhookSetup(
            stripe.IsConfigured ? StripeGateway.GatewayName : null,
            stripe.WebhookSecrets.Count > 0
        );
    }

    private async Task<PortalDbContext> ReachAsync(CancellationToken ct)
    {
        var reach = new CurrentTenant();
        if (await user.MayOnPlatformAsync(PaymentsPermissions.Webhooks, ct))
        {
            reach.EnterPlatform();
        }
        else
        {
            reach.Enter(tenant.Id);
        }

        return new PortalDbContext(options, reach, actor);
    }

    /// <summary>The context's own reach leaves out the platform's for those who may not see them.</summary>
    private IQueryable<WebhookEvent> Visible(PortalDbContext db)
    {
        var here = tenant.IdOrNone ?? WebhookEvent.Platform;
        return db
            .WebhookEvents.AsNoTracking()
            .Where(e => e.TenantId == here || e.TenantId == WebhookEvent.Platform);
    }

    private static IQueryable<WebhookEvent> Matching(
        IQueryable<WebhookEvent> told,
        WebhookFilter filter
    )
    {
        if (filter.Statuses is { Count: > 0 } statuses)
        {
            told = told.Where(e => statuses.Contains(e.Status));
        }

        if (!string.IsNullOrWhiteSpace(filter.Type))
        {
            var pattern = LikePattern.Containing(filter.Type);
            told = told.Where(e => EF.Functions.ILike(e.Type, pattern));
        }

        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var text = filter.Search.Trim();
            var number = long.TryParse(
                text,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var parsed
            )
                ? parsed
                : (long?)null;
            told = told.Where(e =>
                e.EventId == text
                || e.Subject == text
                || number != null
                    && (e.OrderId == number || e.RefundId == number || e.PayoutId == number)
            );
        }

        return told;
    }

    private static WebhookRow RowOf(WebhookEvent told) =>
        new(
            told.Id,
            told.Gateway,
            told.EventId,
            told.Type,
            told.Status,
            told.OccurredAt,
            told.ReceivedAt,
            told.FollowedAt,
            told.Attempts,
            told.Error,
            told.OrderId,
            told.RefundId
        )
        {
            PayoutId = told.PayoutId,
            Subject = told.Subject,
        };
}
