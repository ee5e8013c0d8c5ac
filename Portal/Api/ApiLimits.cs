using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Edge;

namespace Portal.Api;

/// <summary>How much one caller may ask; configuration section <c>Limits</c>.</summary>
public sealed class ApiLimits
{
    /// <summary>Calls of one access token per minute.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerMinute { get; init; } = 1200;

    /// <summary>Sign-in and password forms one address may send per minute.</summary>
    [Range(1, 1_000_000)]
    public int SignInsPerMinute { get; init; } = 30;
}

/// <summary>Refuses with 429 and says when to come back.</summary>
internal static class RateLimits
{
    public static IServiceCollection AddRateLimits(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<ApiLimits>()
            .Bind(configuration.GetSection("Limits"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(PartitionOf);
            options.OnRejected = (rejected, _) => RefuseAsync(rejected.HttpContext, rejected.Lease);
        });
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext context)
    {
        var limits = context.RequestServices.GetRequiredService<IOptions<ApiLimits>>().Value;
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        if (context.Request.IsApi())
        {
            var token = context.User.FindFirst(BearerTokens.TokenClaim)?.Value;
            return Window(
                token is null ? $"api:{address}" : $"token:{token}",
                limits.CallsPerMinute
            );
        }

        return HttpMethods.IsPost(context.Request.Method) && context.Request.IsUnder("/account")
            ? Window($"account:{address}", limits.SignInsPerMinute)
            : RateLimitPartition.GetNoLimiter("pages");
    }

    private static RateLimitPartition<string> Window(string key, int perMinute) =>
        RateLimitPartition.GetSlidingWindowLimiter(
            key,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = perMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }
        );

    private static ValueTask RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
            ? after
            : TimeSpan.FromSeconds(10);
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
            .ToString("0", CultureInfo.InvariantCulture);
        return new ValueTask(
            Results
                .Problem(
                    statusCode: StatusCodes.Status429TooManyRequests,
                    detail: "Too many requests. Come back after the time in Retry-After."
                )
                .ExecuteAsync(context)
        );
    }
}
