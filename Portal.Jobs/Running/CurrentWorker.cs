using Portal.Core.Jobs;

namespace Portal.Jobs.Running;

/// <summary>This process as the database knows it.</summary>
internal sealed class CurrentWorker
{
    private WorkerId? _id;

    public WorkerId Id =>
        _id ?? throw new InvalidOperationException("This worker is not registered yet.");

    public bool IsRegistered => _id is not null;

    public bool IsStopping { get; private set; }

    public void Register(WorkerId id) => _id = id;

    public void Stop() => IsStopping = true;
}
