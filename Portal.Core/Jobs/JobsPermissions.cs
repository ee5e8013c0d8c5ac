using Portal.Core.Identity.Contracts;

namespace Portal.Core.Jobs;

public static class JobsPermissions
{
    [GrantedTo("marketplace_admin", Allows = "See background jobs and schedules")]
    public static readonly Permission Read = new("jobs.read");

    [GrantedTo("marketplace_admin", Allows = "Retry and cancel background jobs")]
    public static readonly Permission Retry = new("jobs.retry");

    [GrantedTo(Allows = "Pause, continue and clear queues, run schedules now")]
    public static readonly Permission Operate = new("jobs.operate");
}
