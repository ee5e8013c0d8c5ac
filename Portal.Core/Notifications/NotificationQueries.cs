using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Notifications;

/// <summary>What pages and the API show of notifications. Without the right every answer is a refusal.</summary>
public sealed class NotificationQueries(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    TenantReader tenants,
    TimeProvider clock
)
{
    /// <summary>History, newest first.</summary>
    public async Task<Result<Page<NotificationRow>>> ListAsync(
        NotificationFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(NotificationsPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var tenant = await tenants.CurrentAsync(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var matching = Matching(db.NotificationDeliveries, filter, tenant);
        var total = await matching
            .OrderBy(d => d.CreatedAt)
            .Take(PageRequest.CountLimit + 1)
            .CountAsync(ct);
        var found = await matching
            .AsNoTracking()
            .OrderByDescending(d => d.CreatedAt)
            .ThenByDescending(d => d.Id)
            .Skip(page.Offset)
            .Take(page.Take)
            .ToListAsync(ct);
        return new Page<NotificationRow>(
            await WithWordsAsync(db, found, tenant, ct),
            Math.Min(total, PageRequest.CountLimit),
            total <= PageRequest.CountLimit
        );
    }

    /// <summary>All about one order, newest first; an order that is not the tenant's is "not found".</summary>
    public async Task<Result<Page<NotificationRow>>> OfOrderAsync(
        OrderId order,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(NotificationsPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var isKnown = await db
            .Database.SqlQueryRaw<long>(NotificationsSql.FindOrder, order.Value)
            .AnyAsync(ct);
        return isKnown
            ? await ListAsync(new(Order: order), new PageRequest(Size: PageRequest.MaxSize), ct)
            : NotificationErrors.OrderNotFound;
    }

    public async Task<Result<NotificationRow>> FindAsync(DeliveryId id, CancellationToken ct)
    {
        if (!await user.MayAsync(NotificationsPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var tenant = await tenants.CurrentAsync(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db
            .NotificationDeliveries.AsNoTracking()
            .Where(d => d.Id == id)
            .ToListAsync(ct);
        return found.Count == 0
            ? NotificationErrors.NotFound
            : (await WithWordsAsync(db, found, tenant, ct))[0];
    }

    public async Task<Result<NotificationStats>> StatsAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(NotificationsPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var today = (await tenants.CurrentAsync(ct)).DayOf(clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(ct);
        var counts = await db
            .DeliveryCounts.GroupBy(c => new
            {
                c.Kind,
                c.Channel,
                c.Status,
                IsToday = c.Day == today,
            })
            .Select(g => new { g.Key, Count = g.Sum(c => c.Count) })
            .ToListAsync(ct);
        var now = counts.Where(c => c.Key.IsToday).ToList();
        return new NotificationStats(
            counts.Sum(c => c.Count),
            counts.Where(c => c.Key.Kind == NotificationKind.OrderCompleted).Sum(c => c.Count),
            counts.Where(c => c.Key.Kind == NotificationKind.OrderFailed).Sum(c => c.Count),
            counts.Where(c => c.Key.Status == DeliveryStatus.Sent).Sum(c => c.Count),
            counts.Where(c => c.Key.Status == DeliveryStatus.Pending).Sum(c => c.Count),
            counts.Where(c => c.Key.Status == DeliveryStatus.Failed).Sum(c => c.Count),
            counts
                .GroupBy(c => c.Key.Channel)
                .OrderBy(g => g.Key)
                .ToDictionary(g => g.Key, g => g.Sum(c => c.Count)),
            new NotificationDay(
                now.Sum(c => c.Count),
                now.Where(c => c.Key.Kind == NotificationKind.OrderCompleted).Sum(c => c.Count),
                now.Where(c => c.Key.Kind == NotificationKind.OrderFailed).Sum(c => c.Count)
            )
        );
    }

    /// <summary>The words of every kind that is sent today, on every channel.</summary>
    public async Task<Result<IReadOnlyList<TemplateView>>> TemplatesAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(NotificationsPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var own = await db
            .NotificationTemplates.AsNoTracking()
            .Where(t => t.IsCurrent)
            .ToListAsync(ct);
        return EveryPair()
            .Select(pair =>
            {
                var words = BuiltInTemplates.For(pair.Kind);
                return own.Find(t => t.Kind == pair.Kind && t.Channel == pair.Channel) is { } t
                    ? new TemplateView(
                        t.Kind,
                        t.Channel,
                        t.Subject,
                        t.Body,
                        t.IsOnByDefault,
                        false,
                        t.CreatedBy,
                        t.CreatedAt
                    )
                    : new TemplateView(
                        pair.Kind,
                        pair.Channel,
                        words.Subject,
                        words.Body,
                        BuiltInTemplates.IsOnByDefault(pair.Channel),
                        true,
                        null,
                        null
                    );
            })
            .ToList();
    }

    /// <summary>What the customer with this reference or, failing that, this id wants to be told.</summary>
    public Task<Result<PreferencesOfCustomer>> PreferencesAsync(
        string customer,
        CancellationToken ct
    ) =>
        FindPreferencesAsync(
            customer.Trim(),
            long.TryParse(customer, CultureInfo.InvariantCulture, out var number) ? number : 0,
            ct
        );

    public Task<Result<PreferencesOfCustomer>> PreferencesAsync(
        CustomerId customer,
        CancellationToken ct
    ) => FindPreferencesAsync("", customer.Value, ct);

    private async Task<Result<PreferencesOfCustomer>> FindPreferencesAsync(
        string reference,
        long number,
        CancellationToken ct
    )
    {
        var templates = await TemplatesAsync(ct);
        if (templates.Failed)
        {
            return templates.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db
            .Database.SqlQueryRaw<CustomerRow>(NotificationsSql.FindCustomer, reference, number)
            .ToListAsync(ct);
        if (found.Count == 0)
        {
            return NotificationErrors.CustomerNotFound;
        }

        var id = new CustomerId(found[0].CustomerId);
        var chosen = await db
            .CustomerPreferences.AsNoTracking()
            .Where(p => p.CustomerId == id)
            .ToListAsync(ct);
        return new PreferencesOfCustomer(
            id,
            found[0].Reference,
            found[0].Name,
            found[0].Email,
            [
                .. templates.Value.Select(t => new PreferenceView(
                    t.Kind,
                    t.Channel,
                    chosen.Find(p => p.Kind == t.Kind && p.Channel == t.Channel)?.IsOn,
                    t.IsOnByDefault
                )),
            ]
        );
    }

    internal static Task<bool> CustomerExistsAsync(
        PortalDbContext db,
        CustomerId customer,
        CancellationToken ct
    ) =>
        db
            .Database.SqlQueryRaw<CustomerRow>(NotificationsSql.FindCustomer, "", customer.Value)
            .AnyAsync(ct);

    private static IEnumerable<(NotificationKind Kind, NotificationChannel Channel)> EveryPair() =>
        BuiltInTemplates.Kinds.SelectMany(kind =>
            Enum.GetValues<NotificationChannel>().Select(channel => (kind, channel))
        );

    private static IQueryable<NotificationDelivery> Matching(
        IQueryable<NotificationDelivery> deliveries,
        NotificationFilter filter,
        TenantSnapshot tenant
    )
    {
        var from = filter.From is { } first ? tenant.StartOf(first) : (DateTimeOffset?)null;
        var before = filter.To is { } last
            ? tenant.StartOf(last.AddDays(1))
            : (DateTimeOffset?)null;
        var kinds = filter.Kinds ?? [];
        var channels = filter.Channels ?? [];
        var statuses = filter.Statuses ?? [];
        return deliveries.Where(d =>
            (kinds.Count == 0 || kinds.Contains(d.Kind))
            && (channels.Count == 0 || channels.Contains(d.Channel))
            && (statuses.Count == 0 || statuses.Contains(d.Status))
            && (filter.Customer == null || d.CustomerId == filter.Customer)
            && (filter.Order == null || d.OrderId == filter.Order)
            && (from == null || d.CreatedAt >= from)
            && (before == null || d.CreatedAt < before)
        );
    }

    private static async Task<IReadOnlyList<NotificationRow>> WithWordsAsync(
        PortalDbContext db,
        List<NotificationDelivery> found,
        TenantSnapshot tenant,
        CancellationToken ct
    )
    {
        var used = found.Select(d => d.TemplateId).OfType<TemplateId>().Distinct().ToList();
        var templates = await db
            .NotificationTemplates.Where(t => used.Contains(t.Id))
            .ToDictionaryAsync(t => t.Id, t => new TemplateWords(t.Subject, t.Body), ct);
        return found.ConvertAll(d =>
        {
            var own = d.TemplateId is { } id ? templates.GetValueOrDefault(id) : null;
            var facts = new DeliveryFacts(
                d.Kind,
                d.OrderReference,
                d.CustomerName,
                d.Currency,
                d.TotalMinor,
                d.Detail,
                d.Day
            );
            var words = DeliveryWords.For(facts, own, tenant.Name);
            return new NotificationRow(
                d.Id,
                d.Kind,
                d.Channel,
                d.OrderId,
                d.OrderReference,
                d.CustomerId,
                d.CustomerName,
                d.Recipient,
                new Money(d.TotalMinor, d.Currency),
                d.Status,
                d.Attempts,
                d.Error,
                words.Subject,
                words.Body,
                d.CreatedAt,
                d.SentAt,
                d.NextAttemptAt
            );
        });
    }

    private sealed record CustomerRow(
        long CustomerId,
        string Reference,
        string Name,
        string? Email
    );
}
