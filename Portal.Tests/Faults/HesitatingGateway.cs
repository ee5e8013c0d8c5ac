using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Core.Payments.Gateways;

namespace Portal.Tests.Faults;

/// <summary>A payment gateway over HTTP that captures everything at once and answers only when it is told to.</summary>
internal sealed class HesitatingGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ChargeAnswerMessage> _charges = new(
        StringComparer.Ordinal
    );
    private readonly TaskCompletionSource _told = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private HesitatingGateway(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>One for each time money was taken.</summary>
    public IReadOnlyCollection<string> Charged => [.. _charges.Keys];

    public static async Task<HesitatingGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var gateway = new HesitatingGateway(app);
        app.MapPost("/charges", gateway.ChargeAsync);
        app.MapGet("/charges/{key}", gateway.Find);
        await app.StartAsync();
        return gateway;
    }

    public void Answer() => _told.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Answer();
        await _app.DisposeAsync();
    }

    private async Task<IResult> ChargeAsync(ChargeMessage charge)
    {
        var answer = _charges.GetOrAdd(
            charge.Key,
            key => new ChargeAnswerMessage(
                key,
                charge.AmountMinor,
                charge.Currency,
                true,
                $"taken-{key}",
                null,
                null
            )
        );
        await _told.Task;
        return TypedResults.Ok(answer);
    }

    private IResult Find(string key) =>
        _charges.TryGetValue(key, out var answer)
            ? TypedResults.Ok(answer)
            : TypedResults.NotFound();
}
