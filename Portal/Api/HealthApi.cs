using Portal.Core.Identity.Contracts;
using Portal.Core.Jobs;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Api;

/// <summary>What operators and load balancers ask, without a token.</summary>
internal static class HealthApi
{
    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapGroup("").AllowAnonymous().DisableRateLimiting().WithTags("Health");
        health.MapGet("/api/health", ShowAsync).WithSummary("State of the system's parts");
        health.MapGet("/health/live", () => Results.Text("alive")).ExcludeFromDescription();
        health.MapGet("/health/ready", IsReadyAsync).ExcludeFromDescription();
    }

    private static async Task<Answer<HealthView>> ShowAsync(
        IServiceScopeFactory scopes,
        CancellationToken ct
    )
    {
        var state = await LookAsync(scopes, ct);
        var shown = new ApiAnswer<HealthView>(
            new(
                state.Status,
                state.Database ? "ok" : "down",
                state.Redis ? "ok" : "down",
                state.Workers,
                state.QueueDepth,
                state.Version
            )
        );
        return state.IsReady
            ? shown
            : TypedResults.Problem(
                statusCode: StatusCodes.Status503ServiceUnavailable,
                detail: "The database does not answer."
            );
    }

    private static async Task<IResult> IsReadyAsync(
        IServiceScopeFactory scopes,
        CancellationToken ct
    ) =>
        (await LookAsync(scopes, ct)).IsReady
            ? Results.Text("ready")
            : Results.Text(
                "not ready: the database does not answer",
                statusCode: StatusCodes.Status503ServiceUnavailable
            );

    private static async Task<SystemState> LookAsync(
        IServiceScopeFactory scopes,
        CancellationToken ct
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker("health");
        return await scope.ServiceProvider.GetRequiredService<SystemHealth>().LookAsync(ct);
    }

    private sealed record HealthView(
        string Status,
        string Database,
        string Redis,
        int Workers,
        long QueueDepth,
        string Version
    );
}
