using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;
using Portal.Kit.Tables;

namespace Portal.Areas.Admin.Jobs;

public partial class JobListPage
{
    private readonly TableFilter[] _filters =
    [
        ChoiceFilter.Of<JobRunState>("state", "State"),
        ChoiceFilter.Of<JobQueue>("queue", "Queue"),
        new TextFilter("kind", "Kind"),
        new TextFilter("cause", "Cause"),
    ];

    private DataTable<JobRow> _table = null!;

    [Inject]
    public required JobQueries Jobs { get; init; }

    [Inject]
    public required JobSteering Steering { get; init; }

    private async Task<Page<JobRow>> LoadAsync(TableQuery query, CancellationToken ct)
    {
        var filter = new JobFilter(
            query.Choices<JobRunState>("state"),
            query.Choices<JobQueue>("queue"),
            query.Text("kind"),
            query.Text("cause"),
            query.Search
        );
        var found = await Jobs.ListAsync(filter, query.Page, ct);
        return Shown(found);
    }

    private Task RetryAsync(TableSelection selection) =>
        RunAsync(
            async ct =>
            {
                foreach (var key in selection.Keys)
                {
                    var id = new JobRunId(long.Parse(key, CultureInfo.InvariantCulture));
                    var retried = await Steering.Retry.HandleAsync(new(id), ct);
                    if (retried.Failed)
                    {
                        return retried;
                    }
                }

                return Result.Ok;
            },
            done: "The jobs are back in their queues.",
            then: _table.ReloadAsync
        );
}
