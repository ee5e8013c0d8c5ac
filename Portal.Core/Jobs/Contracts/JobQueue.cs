namespace Portal.Core.Jobs.Contracts;

/// <summary>Where a job waits. Each queue has its own slots, so a flood of one delays no other.</summary>
public enum JobQueue
{
    /// <summary>Somebody waits for it: imports, orders, messages.</summary>
    High,

    /// <summary>Soon: notifications, content, housekeeping.</summary>
    Standard,

    /// <summary>Whenever there is room: reports, rebuilds, media.</summary>
    Low,
}
