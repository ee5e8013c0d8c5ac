using Portal.Kit;

namespace Portal.Shell;

/// <summary>A long piece of work the person may follow.</summary>
public sealed record RunningWork(string Title, string Href, JobProgressView Progress);

/// <summary>A module's running work that the signed-in person may see: imports, exports, rebuilds. Usually none.</summary>
public interface IRunningWorkSource
{
    Task<IReadOnlyList<RunningWork>> RunningAsync(CancellationToken ct);
}
