using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.OpenApi;
using Portal.Core.Data.Idempotency;
using Portal.Core.Kernel;
using Portal.Edge;

namespace Portal.Api;

/// <summary>
/// <c>Idempotency-Key</c> as Stripe has it: the same key and request gets the first answer again, byte
/// for byte. Runs after authorization, around the endpoints that take a key. Input that cannot be read
/// and failures of ours are not answers: their key is forgotten and may be sent again.
/// </summary>
internal static class IdempotencyKeys
{
    private const string Header = "Idempotency-Key";
    private const string Replayed = "Idempotent-Replayed";
    private const int LongestBody = 256 * 1024;

    /// <param name="endpoint">A call that writes.</param>
    /// <param name="show">What the caller is told of what the endpoint's act answers; the endpoint shows the same.</param>
    /// <param name="isRequired">Whether a call without a key is refused.</param>
    public static RouteHandlerBuilder TakesIdempotencyKey<T>(
        this RouteHandlerBuilder endpoint,
        Func<T, object> show,
        bool isRequired = false
    ) =>
        endpoint
            .WithMetadata(new KeyedEndpoint(isRequired, answer => show((T)answer)))
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    operation.Parameters ??= [];
                    operation.Parameters.Add(
                        new OpenApiParameter
                        {
                            Name = Header,
                            In = ParameterLocation.Header,
                            Required = isRequired,
                            Description =
                                "1 to 255 characters of your choice, kept for 24 hours. The same key and request gets "
                                + $"the first answer again, with {Replayed}: true; another request with it 422; while "
                                + "the first is under way 409.",
                            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                        }
                    );
                    return Task.CompletedTask;
                }
            );

    public static IApplicationBuilder UseIdempotencyKeys(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.GetEndpoint()?.Metadata.GetMetadata<KeyedEndpoint>() is { } endpoint
                && (endpoint.IsRequired || context.Request.Headers.ContainsKey(Header))
                    ? AnswerOnceAsync(context, endpoint, next)
                    : next(context)
        );

    private static async Task AnswerOnceAsync(
        HttpContext context,
        KeyedEndpoint endpoint,
        RequestDelegate next
    )
    {
        var key = context.Request.Headers[Header];
        if (!IsKey(key))
        {
            await Error
                .InvalidField(
                    "idempotency_key",
                    $"Send {Header} with 1 to 255 printable characters."
                )
                .ToHttp()
                .ExecuteAsync(context);
            return;
        }

        if (await ReadAsync(context.Request) is not { } request)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value;
        var call = context.RequestServices.GetRequiredService<KeyedCall>();
        var first = await call.BeginAsync(
            key.ToString(),
            request,
            answer => new KeptAnswer(
                StatusCodes.Status200OK,
                JsonSerializer.SerializeToUtf8Bytes(
                    new ApiAnswer<object>(endpoint.Show(answer)),
                    json.SerializerOptions
                )
            ),
            context.RequestAborted
        );
        if (first.Failed)
        {
            await first.Error.ToHttp().ExecuteAsync(context);
            return;
        }

        if (first.Value is { } kept)
        {
            context.Response.Headers[Replayed] = "true";
            await WriteAsync(context.Response, kept);
            return;
        }

        await AnswerAsync(context, call, next);
    }

    private static async Task AnswerAsync(HttpContext context, KeyedCall call, RequestDelegate next)
    {
        var response = context.Response;
        var caller = response.Body;
        using var written = new MemoryStream();
        response.Body = written;
        try
        {
            await next(context);
        }
        catch
        {
            // Forgets the key only while nothing was kept under it: what took effect stays answered.
            await call.ReleaseAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            response.Body = caller;
        }

        var answer = call.Answer ?? new KeptAnswer(response.StatusCode, written.ToArray());
        if (call.Answer is null)
        {
            await (
                IsFinal(answer)
                    ? call.KeepAsync(answer, CancellationToken.None)
                    : call.ReleaseAsync(CancellationToken.None)
            );
        }

        if (answer.Body.Length > 0)
        {
            await WriteAsync(response, answer);
        }
    }

    /// <summary>
    /// What the same request would be told again: that it was done, or that the thing it names is not there
    /// or not in a state for it.
    /// </summary>
    private static bool IsFinal(KeptAnswer answer) =>
        answer.Status
            is StatusCodes.Status200OK
                or StatusCodes.Status404NotFound
                or StatusCodes.Status409Conflict
                or StatusCodes.Status422UnprocessableEntity;

    private static async Task WriteAsync(HttpResponse response, KeptAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType =
            answer.Status is StatusCodes.Status200OK
                ? "application/json; charset=utf-8"
                : "application/problem+json";
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, response.HttpContext.RequestAborted);
    }

    private static bool IsKey(StringValues key) =>
        key is [{ Length: > 0 and <= KeyedCall.LongestKey } text]
        && text.All(c => c is >= ' ' and <= '~');

    /// <summary>Method, path and body, and leaves the body to be read again; null when it is too long.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        var part = new byte[8 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(part, request.HttpContext.RequestAborted)) > 0)
        {
            body.Write(part, 0, read);
            if (body.Length > LongestBody)
            {
                return null;
            }
        }

        body.Position = 0;
        request.Body = body;
        return
        [
            .. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"),
            .. body.ToArray(),
        ];
    }

    private sealed record KeyedEndpoint(bool IsRequired, Func<object, object> Show);
}
