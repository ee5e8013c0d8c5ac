using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Events;
using Portal.Core.Events.Contracts;
using Portal.Core.Notifications;
using Portal.Core.Orders.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Notifications;

public sealed class NotificationsTests : IAsyncLifetime
{
    private readonly MailServer _mail = new();
    private TestPortal _portal = null!;

    public async ValueTask InitializeAsync() =>
        _portal = await TestPortal.StartAsync(services =>
            services.Configure<MailOptions>(o =>
            {
                (o.Host, o.Port) = ("127.0.0.1", _mail.Port);
                o.Timeout = TimeSpan.FromSeconds(3);
            })
        );

    public async ValueTask DisposeAsync()
    {
        _mail.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task OrderCompleted_TellsByMailAndLog_OncePerChannel()
    {
        await EndOrderAsync(1, "completed");

        await ConsumeAsync();
        await ReplayAsync();

        Assert.Equal(
            "email pending, log sent",
            await _portal.AdminScalarAsync<string>(
                "SELECT string_agg(channel || ' ' || status, ', ' ORDER BY channel) FROM notifications.deliveries"
            )
        );
        Assert.Equal(
            2,
            await _portal.AdminScalarAsync<decimal>("SELECT sum(count) FROM notifications.counts")
        );
    }

    [Fact]
    public async Task OrderOfImportedHistory_TellsNobody()
    {
        await EndOrderAsync(1, "completed", isHistory: true);

        await ConsumeAsync();

        Assert.Equal(0, await CountAsync("true"));
    }

    [Fact]
    public async Task OrderThatEndedLongAgo_SendsNoMailAndSaysWhy()
    {
        await EndOrderAsync(1, "completed", age: TimeSpan.FromDays(4));
        await EndOrderAsync(2, "completed");

        await ConsumeAsync();
        var (sent, _, _) = await SendAsync();

        Assert.Equal(1, sent);
        Assert.Equal(
            1,
            await CountAsync(
                "channel = 'email' AND status = 'skipped' AND error LIKE '%three days%'"
            )
        );
        Assert.Equal(0, await CountAsync("status IN ('failed', 'pending')"));
        Assert.Equal(
            1,
            await _portal.AdminScalarAsync<long>(
                "SELECT sum(count)::bigint FROM notifications.counts WHERE status = 'skipped'"
            )
        );
    }

    [Fact]
    public async Task CustomerWithoutAddress_GetsNoMail()
    {
        await EndOrderAsync(1, "failed", email: null);

        await ConsumeAsync();

        Assert.Equal(1, await CountAsync("channel = 'log' AND detail = 'No stock.'"));
        Assert.Equal(0, await CountAsync("channel = 'email'"));
    }

    [Fact]
    public async Task Preference_OfTheCustomer_WinsOverTheDefault()
    {
        var customer = await EndOrderAsync(1, "completed");
        await PreferAsync(customer, NotificationChannel.Email, false);
        await PreferAsync(customer, NotificationChannel.InApp, true);

        await ConsumeAsync();

        Assert.Equal(0, await CountAsync("channel = 'email'"));
        Assert.Equal(1, await CountAsync("channel = 'in_app' AND status = 'sent'"));
    }

    [Fact]
    public async Task Mail_CarriesTheTemplateOfItsMoment()
    {
        await SaveTemplateAsync("Paid: {order_reference}", "Hi {customer_name}, {total}.");
        await EndOrderAsync(1, "completed");
        await ConsumeAsync();
        await SaveTemplateAsync("Changed later", "Changed later");

        var (sent, _, _) = await SendAsync();

        Assert.Equal(1, sent);
        var mail = Assert.Single(_mail.Mails);
        Assert.Contains("Subject: Paid: R-1", mail, StringComparison.Ordinal);
        Assert.Contains("Hi Ada, 12.00 GBP.", mail, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("channel = 'email' AND status = 'sent'"));
    }

    [Fact]
    public async Task MailServer_ThatHangs_DelaysMailAndNothingElse()
    {
        _mail.Mood = MailServerMood.Hanging;
        for (var i = 1; i <= 60; i++)
        {
            await EndOrderAsync(i, "completed");
        }

        await ConsumeAsync();
        var watch = Stopwatch.StartNew();
        var sending = SendAsync();
        await EndOrderAsync(61, "completed");
        await ConsumeAsync();
        var consumedIn = watch.Elapsed;
        var (sent, taken, isReachable) = await sending;

        Assert.Equal((0, 60, false), (sent, taken, isReachable));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"gave up after {watch.Elapsed}");
        Assert.True(consumedIn < TimeSpan.FromSeconds(5), $"consumed in {consumedIn}");
        Assert.Equal(
            61,
            await CountAsync("channel = 'email' AND status = 'pending' AND attempts = 0")
        );

        _mail.Mood = MailServerMood.Accepting;
        await _portal.AdminScalarAsync<int>(
            "UPDATE notifications.deliveries SET next_attempt_at = now() WHERE status = 'pending' RETURNING 1"
        );
        Assert.Equal(61, (await SendAsync()).Sent);
        Assert.Equal(61, _mail.Mails.Count);
    }

    [Fact]
    public async Task MailServer_ThatIsGone_LeavesMailsPending()
    {
        await EndOrderAsync(1, "completed");
        await ConsumeAsync();
        _mail.Close();

        Assert.Equal(0, (await SendAsync()).Sent);

        Assert.Equal(1, await CountAsync("status = 'pending' AND error IS NOT NULL"));
    }

    [Fact]
    public async Task Resend_OnlyWhenFailed()
    {
        _mail.Mood = MailServerMood.Refusing;
        await EndOrderAsync(1, "completed");
        await ConsumeAsync();
        Assert.Equal("notifications.not_failed", await ResendAsync("email"));
        await SendAsync();

        Assert.Null(await ResendAsync("email"));
        Assert.Equal("notifications.not_failed", await ResendAsync("email"));
        Assert.Equal("notifications.not_failed", await ResendAsync("log"));
        _mail.Mood = MailServerMood.Accepting;
        await SendAsync();

        Assert.Equal((2, 2, 0, 0), await StatsAsync());
    }

    [Fact]
    public async Task Template_WithAnUnknownPlaceholder_IsRefusedByField()
    {
        await using var scope = _portal.Scope();

        var saved = await scope
            .Get<SaveTemplate>()
            .HandleAsync(
                new(
                    NotificationKind.OrderFailed,
                    NotificationChannel.Email,
                    "Order",
                    "{reasn}",
                    true
                ),
                default
            );

        Assert.Contains("body", saved.Error.Fields.Keys);
    }

    [Fact]
    public async Task Notifications_OfAnotherTenant_DoNotExist()
    {
        await EndOrderAsync(1, "completed");
        await ConsumeAsync();
        var (other, _) = await _portal.AddTenantAsync("south");
        await using var scope = _portal.Scope(other);

        var page = await scope.Get<NotificationQueries>().ListAsync(new(), new(), default);
        var id = await IdAsync("email");
        var resent = await scope.Get<ResendNotification>().HandleAsync(new(id), default);

        Assert.Empty(page.Value.Rows);
        Assert.Equal("notifications.not_found", resent.Error.Code);
    }

    private async Task<CustomerId> EndOrderAsync(
        int number,
        string status,
        bool isHistory = false,
        string? email = "ada@example.com",
        TimeSpan age = default
    )
    {
        var address = email is null ? "NULL" : $"'{email}'";
        var failure = status == "failed" ? "'no_stock'" : "NULL";
        return new CustomerId(
            await _portal.AdminScalarAsync<long>(
                $$"""
                WITH c AS (
                    INSERT INTO orders.customers (tenant_id, reference, name, email, created_at)
                    VALUES ({{_portal.Tenant.Value}}, 'C-{{number}}', 'Ada', {{address}}, now()) RETURNING id
                ), o AS (
                    INSERT INTO orders.orders (tenant_id, channel, reference, customer_id, placed_at, currency, total_minor,
                        line_count, status, is_history, refunded_minor, attempt, failure_code, ended_at, created_at, updated_at)
                    SELECT {{_portal.Tenant.Value}}, 'api', 'R-{{number}}', c.id, now(), 'GBP', 1200, 1, '{{status}}',
                        {{isHistory}}, 0, 1, {{failure}}, now(), now(), now() FROM c RETURNING id, customer_id
                ), e AS (
                    INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_name, source, payload)
                    SELECT {{_portal.Tenant.Value}}, 'order.{{status}}', 'order', o.id, now() - interval '{{age.TotalHours}} hours', 'worker', 'worker',
                        '{"detail":"No stock."}' FROM o
                )
                SELECT customer_id FROM o
                """
            )
        );
    }

    private Task ConsumeAsync() =>
        Eventually.TrueAsync(
            async () =>
            {
                await using var scope = _portal.PlatformScope();
                var consumer = scope
                    .ServiceProvider.GetServices<IEventConsumer>()
                    .OfType<NotificationsConsumer>()
                    .Single();
                await scope.Get<EventReader>().RunOnceAsync(consumer, default);
                return await _portal.AdminScalarAsync<bool>(
                    """
                    SELECT coalesce((SELECT (last_xid, last_id) FROM events.cursors WHERE consumer = 'notifications')
                        >= (SELECT (xid, id) FROM events.log ORDER BY xid DESC, id DESC LIMIT 1), false)
                    """
                );
            },
            "all events consumed"
        );

    private async Task ReplayAsync()
    {
        await _portal.AdminScalarAsync<int>("DELETE FROM events.cursors RETURNING 1");
        await ConsumeAsync();
    }

    private async Task<(int Sent, int Taken, bool IsReachable)> SendAsync()
    {
        await using var scope = _portal.PlatformScope();
        return await scope.Get<MailQueue>().SendDueAsync(default);
    }

    private async Task PreferAsync(CustomerId customer, NotificationChannel channel, bool isOn)
    {
        await using var scope = _portal.Scope();
        var set = await scope
            .Get<SetPreference>()
            .HandleAsync(new(customer, NotificationKind.OrderCompleted, channel, isOn), default);
        Assert.False(set.Failed);
    }

    private async Task SaveTemplateAsync(string subject, string body)
    {
        await using var scope = _portal.Scope();
        var saved = await scope
            .Get<SaveTemplate>()
            .HandleAsync(
                new(
                    NotificationKind.OrderCompleted,
                    NotificationChannel.Email,
                    subject,
                    body,
                    true
                ),
                default
            );
        Assert.False(saved.Failed);
    }

    private async Task<string?> ResendAsync(string channel)
    {
        await using var scope = _portal.Scope();
        var resent = await scope
            .Get<ResendNotification>()
            .HandleAsync(new(await IdAsync(channel)), default);
        return resent.Failed ? resent.Error.Code : null;
    }

    private async Task<(long Total, long Sent, long Pending, long FailedSends)> StatsAsync()
    {
        await using var scope = _portal.Scope();
        var stats = (await scope.Get<NotificationQueries>().StatsAsync(default)).Value;
        return (stats.Total, stats.Sent, stats.Pending, stats.FailedSends);
    }

    private async Task<DeliveryId> IdAsync(string channel) =>
        new(
            await _portal.AdminScalarAsync<long>(
                $"SELECT id FROM notifications.deliveries WHERE channel = '{channel}' LIMIT 1"
            )
        );

    private Task<long> CountAsync(string condition) =>
        _portal.AdminScalarAsync<long>(
            $"SELECT count(*) FROM notifications.deliveries WHERE {condition}"
        );
}
