using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;
using Portal.Shell;

namespace Portal.Areas.Admin.Jobs;

public partial class JobPage
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private JobDetail? _job;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required JobQueries Jobs { get; init; }

    [Inject]
    public required JobSteering Steering { get; init; }

    [Inject]
    public required UserClock Clock { get; init; }

    protected override void OnInitialized() => Watch(LiveSignals.Jobs, LoadAsync);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var found = await Jobs.FindAsync(new JobRunId(Id), Stopping);
        _job = found.Failed ? null : found.Value;
    }

    private Task RetryAsync() =>
        RunAsync(
            ct => Steering.Retry.HandleAsync(new(new JobRunId(Id)), ct),
            done: "The job is back in its queue.",
            then: LoadAsync
        );

    private Task CancelAsync() =>
        RunAsync(
            ct => Steering.Cancel.HandleAsync(new(new JobRunId(Id)), ct),
            done: "The job is being cancelled.",
            then: LoadAsync
        );

    private static string Pretty(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.ValueKind is JsonValueKind.Null
            ? "none"
            : JsonSerializer.Serialize(parsed.RootElement, Indented);
    }
}
