using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Gateways;

namespace Portal.Jobs.Gateway;

/// <summary>What the simulated gateway is started with.</summary>
/// <param name="Port">0 takes any free port.</param>
/// <param name="JournalFolder">Where its charges are kept.</param>
/// <param name="Approval">What it approves.</param>
/// <param name="Mode">How it misbehaves.</param>
public sealed record GatewaySettings(
    int Port,
    string JournalFolder,
    ApprovalPolicy Approval,
    GatewayMode Mode
)
{
    /// <summary>How long a slow answer takes.</summary>
    public TimeSpan SlowFor { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>
/// A payment gateway to try things with: <c>POST /charges</c> (the same key is the same charge),
/// <c>GET /charges/{key}</c>, <c>GET /statement</c>. Able to fail in every way a real one does.
/// </summary>
public sealed class GatewayHost : IAsyncDisposable
{
    /// <summary>A client has given up long before; this only frees the connection.</summary>
    private static readonly TimeSpan HangFor = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly ChargeJournal _journal;
    private readonly GatewaySettings _settings;
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);

    private GatewayHost(WebApplication app, ChargeJournal journal, GatewaySettings settings) =>
        (_app, _journal, _settings) = (app, journal, settings);

    public Uri Url => new(_app.Urls.Single());

    public static async Task<GatewayHost> StartAsync(GatewaySettings settings, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        app.Urls.Add(
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{settings.Port}")
        );
        var host = new GatewayHost(
            app,
            await ChargeJournal.OpenAsync(settings.JournalFolder, ct),
            settings
        );
        app.MapPost("/charges", host.ChargeAsync);
        app.MapGet("/charges/{key}", host.FindAsync);
        app.MapGet("/statement", () => host._journal.StatementAsync());
        await app.StartAsync(ct);
        return host;
    }

    public Task WaitForShutdownAsync(CancellationToken ct) => _app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private async Task<IResult> ChargeAsync(ChargeMessage charge, HttpContext context)
    {
        var fault = FaultOf(charge.Key);
        if (fault is GatewayMode.TimeoutBefore)
        {
            return await HangAsync(context);
        }

        var answer =
            fault is GatewayMode.Duplicate
                ? (await Task.WhenAll(AcceptAsync(charge), AcceptAsync(charge)))[1]
                : await AcceptAsync(charge);
        if (answer.AmountMinor != charge.AmountMinor || answer.Currency != charge.Currency)
        {
            return TypedResults.UnprocessableEntity("The key was used for another amount.");
        }

        return await SayAsync(answer, fault, context);
    }

    private async Task<IResult> FindAsync(string key, HttpContext context)
    {
        var fault = FaultOf(key);
        return fault is GatewayMode.TimeoutBefore ? await HangAsync(context)
            : await _journal.FindAsync(key) is { } answer ? await SayAsync(answer, fault, context)
            : TypedResults.NotFound();
    }

    private Task<ChargeAnswerMessage> AcceptAsync(ChargeMessage charge) =>
        _journal.ChargeAsync(
            charge.Key,
            () =>
            {
                var decided = _settings.Approval.Decide(charge.Key);
                return new ChargeAnswerMessage(
                    charge.Key,
                    charge.AmountMinor,
                    charge.Currency,
                    decided.Verdict is GatewayVerdict.Captured,
                    decided.Reference!,
                    decided.DeclineCode,
                    decided.Message
                );
            }
        );

    private async Task<IResult> SayAsync(
        ChargeAnswerMessage answer,
        GatewayMode fault,
        HttpContext context
    )
    {
        switch (fault)
        {
            case GatewayMode.TimeoutAfter:
                return await HangAsync(context);
            case GatewayMode.ErrorAfter:
                return TypedResults.InternalServerError();
            case GatewayMode.Reset:
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("{\"key\":");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return TypedResults.Empty;
            case GatewayMode.Slow:
                await Task.Delay(_settings.SlowFor);
                return TypedResults.Ok(answer);
            default:
                return TypedResults.Ok(answer);
        }
    }

    private static async Task<IResult> HangAsync(HttpContext context)
    {
        await Task.Delay(HangFor, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
        return TypedResults.Empty;
    }

    /// <summary>A single fault meets the first request about a key; mixed ones the first two.</summary>
    private GatewayMode FaultOf(string key)
    {
        var number = _requests.AddOrUpdate(key, 1, (_, n) => n + 1);
        if (_settings.Mode is not GatewayMode.Mixed)
        {
            return number == 1 ? _settings.Mode : GatewayMode.Ok;
        }

        return number > 2
            ? GatewayMode.Ok
            : (GatewayMode)(_settings.Approval.Draw($"{key}/{number}") % (ulong)GatewayMode.Mixed);
    }
}
