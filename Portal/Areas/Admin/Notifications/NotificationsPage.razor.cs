using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Notifications;
using Portal.Core.Orders.Contracts;
using Portal.Kit.Tables;

namespace Portal.Areas.Admin.Notifications;

public partial class NotificationsPage
{
    private readonly TableFilter[] _filters =
    [
        new ChoiceFilter(
            "kind",
            "Kind",
            [
                .. BuiltInTemplates.Kinds.Select(k => new FilterChoice(
                    Kit.EnumWords.ToKey(k),
                    Kit.EnumWords.ToLabel(k)
                )),
            ]
        ),
        ChoiceFilter.Of<NotificationChannel>("channel", "Channel"),
        ChoiceFilter.Of<DeliveryStatus>("status", "Status"),
        new DaysFilter("happened", "Happened"),
        new TextFilter("customer", "Customer id"),
        new TextFilter("order", "Order id"),
    ];

    private NotificationStats? _stats;
    private DataTable<NotificationRow> _table = null!;

    [Inject]
    public required NotificationQueries Notifications { get; init; }

    [Inject]
    public required ResendNotification Resend { get; init; }

    protected override async Task OnInitializedAsync()
    {
        Watch(LiveSignals.Notifications, LoadStatsAsync);
        await LoadStatsAsync();
    }

    private async Task LoadStatsAsync()
    {
        var stats = await Notifications.StatsAsync(Stopping);
        if (stats.Failed)
        {
            Notices.Refuse(stats.Error);
            return;
        }

        _stats = stats.Value;
    }

    private async Task<Page<NotificationRow>> LoadAsync(TableQuery query, CancellationToken ct)
    {
        var days = query.Days("happened");
        var filter = new NotificationFilter(
            query.Choices<NotificationKind>("kind"),
            query.Choices<NotificationChannel>("channel"),
            query.Choices<DeliveryStatus>("status"),
            Number(query.Text("customer")) is { } customer ? new CustomerId(customer) : null,
            Number(query.Text("order")) is { } order ? new OrderId(order) : null,
            days?.First,
            days?.Last
        );
        var found = await Notifications.ListAsync(filter, query.Page, ct);
        return Shown(found);
    }

    private Task ResendAsync(TableSelection selection) =>
        RunAsync(
            async ct =>
            {
                foreach (var key in selection.Keys)
                {
                    var id = new DeliveryId(long.Parse(key, CultureInfo.InvariantCulture));
                    var resent = await Resend.HandleAsync(new(id), ct);
                    if (resent.Failed)
                    {
                        return resent;
                    }
                }

                return Result.Ok;
            },
            done: "The notifications are on their way again.",
            then: ReloadAsync
        );

    private async Task ReloadAsync()
    {
        await LoadStatsAsync();
        await _table.ReloadAsync();
    }

    /// <summary>What is no number matches nothing.</summary>
    private static long? Number(string? text) =>
        text is null ? null
        : long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : 0;
}
