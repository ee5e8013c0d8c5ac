namespace Portal.Core.Jobs.Contracts;

/// <summary>Where one job stands.</summary>
public enum JobRunState
{
    /// <summary>A worker takes it when its time has come and a slot is free; also between two attempts.</summary>
    Waiting,

    /// <summary>A worker holds its lease and renews it.</summary>
    Running,

    /// <summary>Done. Final.</summary>
    Succeeded,

    /// <summary>Parked: refused, or out of attempts. Somebody retries it or leaves it.</summary>
    Failed,

    /// <summary>Somebody took it off the queue or stopped it. It can be retried.</summary>
    Cancelled,
}
