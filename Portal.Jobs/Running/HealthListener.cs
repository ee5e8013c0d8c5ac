using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Core.Data;

namespace Portal.Jobs.Running;

/// <summary>
/// Answers a supervisor over HTTP: alive as long as the process runs, ready while it takes work and
/// reaches the database. Only when <see cref="WorkerOptions.HealthUrl"/> is set.
/// </summary>
internal sealed class HealthListener(
    WorkerOptions options,
    CurrentWorker worker,
    IEnumerable<QueueLoop> queues,
    NpgsqlDataSource database
) : IHostedService
{
    private WebApplication? _app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(options.HealthUrl))
        {
            return;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.Urls.Add(options.HealthUrl);
        _app.MapGet("/health/live", () => TypedResults.Ok("alive"));
        _app.MapGet("/health/ready", ReadyAsync);
        await _app.StartAsync(cancellationToken);
    }

    /// <summary>Answers "stopping" until the last job has ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
        {
            await queues.WhenDrainedAsync(cancellationToken);
            await _app.StopAsync(cancellationToken);
            await _app.DisposeAsync();
        }
    }

    private async Task<IResult> ReadyAsync(CancellationToken ct)
    {
        if (!worker.IsRegistered || worker.IsStopping)
        {
            return TypedResults.Text(
                "stopping",
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }

        try
        {
            await using var command = database.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(ct);
            return TypedResults.Ok("ready");
        }
        catch (Exception e) when (AvailabilityPolicy.IsAway(e))
        {
            return TypedResults.Text(
                "the database does not answer",
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }
    }

    /// <summary>Signals are the worker's to hear, not this small server's.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
