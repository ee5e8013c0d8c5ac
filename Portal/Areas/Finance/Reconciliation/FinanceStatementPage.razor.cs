using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Reconciliation;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Reconciliation;

public partial class FinanceStatementPage
{
    private readonly TableFilter[] _filters =
    [
        ChoiceFilter.Of<StatementLineStatus>("status", "Status"),
    ];

    private StatementDetail? _detail;
    private IReadOnlyList<TimelineStep> _history = [];

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required ReconciliationQueries Reconciliation { get; init; }

    private string Title =>
        _detail is { } detail ? $"Statement {detail.Row.Statement.Reference}" : "Statement";

    protected override async Task OnParametersSetAsync()
    {
        var found = await Reconciliation.FindAsync(new StatementId(Id), Stopping);
        _detail = found.Failed ? null : found.Value;
        _history = found.Failed ? [] : [.. found.Value.History.Reverse().Select(Step)];
    }

    private async Task<Page<StatementLineRow>> LoadAsync(TableQuery query, CancellationToken ct) =>
        Shown(
            await Reconciliation.LinesAsync(
                new StatementId(Id),
                query.Choices<StatementLineStatus>("status"),
                query.Page,
                ct
            )
        );

    private static TimelineStep Step(TimelineEvent happened)
    {
        using var payload = JsonDocument.Parse(happened.Payload);
        var lines = payload.RootElement.GetProperty("lines").GetInt32();
        var count = lines == 1 ? "1 line" : $"{NumberFormat.Full(lines)} lines";
        return new TimelineStep(
            happened.Kind is "statement.imported" ? $"Imported, {count}" : $"{count} matched",
            happened.OccurredAt,
            happened.ActorName,
            happened.Source,
            happened.Kind is "statement.imported" ? "upload" : "check",
            happened.Kind is "statement.imported" ? Tone.Info : Tone.Good
        );
    }
}
