using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Edge;

/// <summary>The one place where a refusal of Core becomes an HTTP answer (RFC 9457, problem+json).</summary>
public static class Problems
{
    private const string ComeBackAfterSeconds = "5";

    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = context =>
            {
                context.ProblemDetails.Extensions.Remove("traceId");
                context.ProblemDetails.Extensions["trace_id"] = TraceId(context.HttpContext);
                context.ProblemDetails.Detail ??= SentenceOf(context.ProblemDetails.Status);
            }
        );

    /// <summary>
    /// What goes wrong outside of any endpoint: as a problem under <c>/api</c>, as a page elsewhere.
    /// </summary>
    public static void UseProblems(this WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
                    {
                        context.Response.Headers.RetryAfter = ComeBackAfterSeconds;
                    }

                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                CreateScopeForErrors = true,
                StatusCodeSelector = StatusOf,
            }
        );
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(
            (context, next) =>
            {
                // A refused form must not be posted on to the page that says so.
                if (
                    !HttpMethods.IsGet(context.Request.Method)
                    && context.Features.Get<IStatusCodePagesFeature>() is { } pages
                )
                {
                    pages.Enabled = false;
                }

                return next(context);
            }
        );
        // Inside the pages' ones, so that for the API these answer first.
        app.UseWhen(
            context => context.Request.IsApi(),
            api =>
                api.UseExceptionHandler(
                        new ExceptionHandlerOptions { StatusCodeSelector = StatusOf }
                    )
                    .UseStatusCodePages()
        );
    }

    public static ProblemHttpResult ToHttp(this Error error)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["code"] = error.Code,
        };
        if (error.Fields.Count > 0)
        {
            extensions["errors"] = error.Fields;
        }

        return TypedResults.Problem(
            detail: error.Message,
            statusCode: StatusOf(error.Kind),
            extensions: extensions
        );
    }

    /// <summary>What a person can quote and an operator can find in the traces.</summary>
    public static string TraceId(HttpContext context) =>
        Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    /// <summary>What a refusal of the framework means; it comes without a word.</summary>
    private static string? SentenceOf(int? status) =>
        status switch
        {
            StatusCodes.Status400BadRequest =>
                "The request could not be read: its body must be valid JSON of the documented shape.",
            StatusCodes.Status404NotFound => "There is nothing at this address.",
            StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
            StatusCodes.Status413PayloadTooLarge => "The request is too large.",
            StatusCodes.Status415UnsupportedMediaType =>
                "Send the body as JSON, with Content-Type: application/json.",
            StatusCodes.Status500InternalServerError =>
                "Something went wrong here. Quote the trace_id to the operator.",
            StatusCodes.Status503ServiceUnavailable =>
                "The database does not answer at the moment. Send the same request again a little later.",
            _ => null,
        };

    private static int StatusOf(Exception failure) =>
        AvailabilityPolicy.IsAway(failure)
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status500InternalServerError;

    private static int StatusOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Invalid => StatusCodes.Status400BadRequest,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.NotFound => StatusCodes.Status404NotFound,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            ErrorKind.Rule => StatusCodes.Status422UnprocessableEntity,
            _ => throw new ArgumentOutOfRangeException(
                nameof(kind),
                kind,
                "No such kind of error."
            ),
        };
}
