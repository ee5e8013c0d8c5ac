using Portal.Core.Imports;
using Portal.Core.Imports.Running;
using Portal.Core.Kernel;
using Portal.Jobs.Running;

namespace Portal.Jobs.Imports;

/// <summary>Writes the orders of an import; a job that was killed goes on at the checkpoint.</summary>
internal sealed class RunImportJob(RunImport run, ImportQueries imports) : IPortalJob
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var id = new ImportId(context.Arguments<ImportJobArguments>().ImportId);
        var running = run.HandleAsync(new RunImportCommand(id, context.Draining), ct);
        while (await Task.WhenAny(running, Task.Delay(Beat, ct)) != running)
        {
            await ReportAsync(context, id, ct);
        }

        var result = await running;
        await ReportAsync(context, id, ct);
        return result;
    }

    private async Task ReportAsync(JobContext context, ImportId id, CancellationToken ct)
    {
        if (await imports.FindAsync(id, ct) is { Progress: var progress })
        {
            context.Report(progress.Done, progress.Total, progress.Phase.ToString());
        }
    }
}
