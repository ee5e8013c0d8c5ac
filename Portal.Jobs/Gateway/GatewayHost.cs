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
/// A payment gateway to try things with: <c>POST /charges</c> and <c>POST /refunds</c> (the same key is the same
/// one), <c>GET</c> of either with its key, <c>GET /statement</c> of the charges and <c>GET /refunds</c>. Able to
/// fail in every way a real one does.
/// </summary>
public sealed class GatewayHost : IAsyncDisposable
{
    /// <summary>A client has given up long before; this only frees the connection.</summary>
    private static readonly TimeSpan HangFor = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly GatewayJournal<ChargeAnswerMessage> _charges;
    private readonly GivenRefunds _refunds;
    private readonly GatewaySettings _settings;
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);

    private GatewayHost(
        WebApplication app,
        GatewayJournal<ChargeAnswerMessage> charges,
        GivenRefunds refunds,
        GatewaySettings settings
    ) => (_app, _charges, _refunds, _settings) = (app, charges, refunds, settings);

    public Uri Url => new(_app.Urls.Single());

    /// <summary>How many keys that begin so have reached it, whatever it answered.</summary>
    public int CountKeysAsked(string prefix) =>
        _requests.Keys.Count(k => k.StartsWith(prefix, StringComparison.Ordinal));

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
            await GatewayJournal<ChargeAnswerMessage>.OpenAsync(
                Path.Combine(settings.JournalFolder, "charges.jsonl"),
                c => c.Key,
                ct
            ),
            await GivenRefunds.OpenAsync(settings.JournalFolder, ct),
            settings
        );
        app.MapPost("/charges", host.ChargeAsync);
        app.MapGet("/charges/{key}", host.FindAsync);
        app.MapGet("/statement", () => host._charges.AllAsync());
        app.MapPost("/refunds", host.RefundAsync);
        app.MapGet("/refunds/{key}", host.FindRefundAsync);
        app.MapGet("/refunds", () => host._refunds.StatementAsync());
        await app.StartAsync(ct);
        return host;
    }

    public Task WaitForShutdownAsync(CancellationToken ct) => _app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _charges.DisposeAsync();
        await _refunds.DisposeAsync();
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

        return await SayAsync(Distorted(answer, fault), fault, context);
    }

    private async Task<IResult> RefundAsync(RefundMessage refund, HttpContext context)
    {
        var fault = FaultOf(refund.Key);
        if (fault is GatewayMode.TimeoutBefore)
        {
            return await HangAsync(context);
        }

        if (fault is GatewayMode.AccountShort)
        {
            return TypedResults.Ok(
                GivenRefunds.Refused(
                    refund,
                    "account_short",
                    "There is not enough money on the account.",
                    mayPass: true
                )
            );
        }

        var answer =
            fault is GatewayMode.Duplicate
                ? (await Task.WhenAll(GiveAsync(refund), GiveAsync(refund)))[1]
                : await GiveAsync(refund);
        return await SayAsync(Distorted(answer, fault), fault, context);
    }

    private async Task<IResult> FindRefundAsync(string key, HttpContext context)
    {
        var fault = FaultOf(key);
        return fault is GatewayMode.TimeoutBefore ? await HangAsync(context)
            : await _refunds.FindAsync(key) is { } answer
                ? await SayAsync(Distorted(answer, fault), fault, context)
            : TypedResults.NotFound();
    }

    private async Task<RefundAnswerMessage> GiveAsync(RefundMessage refund) =>
        await _refunds.GiveAsync(
            refund,
            await _charges.FindAsync(refund.ChargeKey),
            _settings.Approval.ReferenceOf(refund.Key)
        );

    private static ChargeAnswerMessage Distorted(ChargeAnswerMessage answer, GatewayMode fault) =>
        fault is GatewayMode.WrongAmount
            ? answer with
            {
                AmountMinor = answer.AmountMinor + 1,
            }
            : answer;

    private static RefundAnswerMessage Distorted(RefundAnswerMessage answer, GatewayMode fault) =>
        fault is GatewayMode.WrongAmount
            ? answer with
            {
                AmountMinor = answer.AmountMinor + 1,
            }
            : answer;

    private async Task<IResult> FindAsync(string key, HttpContext context)
    {
        var fault = FaultOf(key);
        return fault is GatewayMode.TimeoutBefore ? await HangAsync(context)
            : await _charges.FindAsync(key) is { } answer ? await SayAsync(answer, fault, context)
            : TypedResults.NotFound();
    }

    private Task<ChargeAnswerMessage> AcceptAsync(ChargeMessage charge) =>
        _charges.AddAsync(
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

    private async Task<IResult> SayAsync<TMessage>(
        TMessage answer,
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
