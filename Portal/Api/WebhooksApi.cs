using System.Buffers;
using Portal.Core.Identity.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Payments.Webhooks;
using Portal.Core.Tenancy.Contracts;
using Portal.Edge;

namespace Portal.Api;

/// <summary>What gateways call. Without a token: the signature of the body is what lets a call in.</summary>
internal static class WebhooksApi
{
    private const int LargestBody = 256 * 1024;

    public static void MapWebhooks(this WebApplication app) =>
        app.MapPost("/webhooks/stripe", ReceiveAsync)
            .AllowAnonymous()
            .DisableRateLimiting()
            .ExcludeFromDescription();

    private static async Task<IResult> ReceiveAsync(
        HttpContext context,
        StripeOptions options,
        IServiceScopeFactory scopes,
        CancellationToken ct
    )
    {
        if (options.WebhookSecrets.Count == 0)
        {
            return TypedResults.NotFound();
        }

        if (await ReadAsync(context.Request, ct) is not { } body)
        {
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker("webhooks");
        var received = await scope
            .ServiceProvider.GetRequiredService<ReceiveStripeEvent>()
            .HandleAsync(
                new ReceiveStripeEventCommand(body, context.Request.Headers["Stripe-Signature"]),
                ct
            );
        return received.Failed ? received.Error.ToHttp() : TypedResults.Ok();
    }

    /// <summary>Null when it is too long; no more of it is read then.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LargestBody + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(
                buffer.AsMemory(0, LargestBody + 1),
                LargestBody + 1,
                throwOnEndOfStream: false,
                ct
            );
            return length > LargestBody ? null : buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
