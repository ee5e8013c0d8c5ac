using Portal.Core.Imports;
using Portal.Core.Kernel;
using Portal.Jobs.Running;

namespace Portal.Jobs.Imports;

/// <summary>Removes what uploads leave behind.</summary>
internal sealed class CleanUpImportsJob(CleanUpImports cleanUp) : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var cleaned = await cleanUp.HandleAsync(ct);
        context.Log(
            $"{cleaned.Abandoned} imports given up, {cleaned.Files} files and {cleaned.Staged} staged imports removed."
        );
        return Result.Ok;
    }
}
