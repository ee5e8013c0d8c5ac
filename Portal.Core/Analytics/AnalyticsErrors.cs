using Portal.Core.Kernel;

namespace Portal.Core.Analytics;

public static class AnalyticsErrors
{
    public static readonly Error NotOnTheBoard = Error.NotFound(
        "analytics.not_on_the_board",
        "This customer is not on the leaderboard."
    );

    public static readonly Error RebuildRunning = Error.Conflict(
        "analytics.rebuild_running",
        "The leaderboards are being rebuilt already."
    );

    public static readonly Error RedisAway = Error.Rule(
        "analytics.redis_away",
        "Redis does not answer, so there is nothing to rebuild; figures come from PostgreSQL meanwhile."
    );
}
