namespace Portal.Edge;

/// <summary>
/// Browsers let any site open a WebSocket to us with the visitor's cookies, and the same-origin policy does not
/// cover it; so a circuit is refused when its Origin is not our own address.
/// </summary>
public static class CircuitOrigin
{
    public static IApplicationBuilder UseCircuitOriginCheck(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (
                    !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
                    || IsOwn(context.Request)
                )
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }
        );

    /// <summary>A request without an Origin does not come from another site's page.</summary>
    private static bool IsOwn(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || string.Equals(
                origin,
                $"{request.Scheme}://{request.Host}",
                StringComparison.OrdinalIgnoreCase
            );
    }
}
