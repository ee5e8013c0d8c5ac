using Portal.Core.Imports;
using Portal.Core.Imports.Running;
using Portal.Core.Kernel;
using Portal.Jobs.Running;

namespace Portal.Jobs.Imports;

/// <summary>The dry run of an uploaded file.</summary>
internal sealed class CheckImportJob(CheckImport check) : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var id = new ImportId(context.Arguments<ImportJobArguments>().ImportId);
        var report = await check.HandleAsync(new CheckImportCommand(id), ct);
        if (report.Failed && report.Error == ImportErrors.AlreadyEnded)
        {
            context.Log("Stopped before there was a report.");
            return Result.Ok;
        }

        if (report.Failed)
        {
            return report.Error;
        }

        context.Report(report.Value.Rows, report.Value.Rows);
        context.Log(
            $"{report.Value.Rows} rows: {report.Value.Accepted} new, "
                + $"{report.Value.AlreadyThere} already there, {report.Value.Rejected} rejected."
        );
        return Result.Ok;
    }
}
