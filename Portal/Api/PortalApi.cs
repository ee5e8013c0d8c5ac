using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Core.Identity.Contracts;

namespace Portal.Api;

/// <summary>The JSON API: what all its endpoints share, and the list of them by module.</summary>
public static class PortalApi
{
    public static IServiceCollection AddPortalApi(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            var json = options.SerializerOptions;
            json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.DictionaryKeyPolicy = null;
            json.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
            json.Converters.Add(new UtcInstantConverter());
            json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
        services.AddOpenApi(options =>
            options.AddDocumentTransformer(DescribeAsync).AddSchemaTransformer(DescribeInstants)
        );
        return services.AddRateLimits(configuration);
    }

    /// <summary>Every endpoint below needs a token; each module's file says with which right.</summary>
    public static void MapPortalApi(this WebApplication app)
    {
        app.MapOpenApi().RequireAuthorization();
        app.MapHealth();
        var api = app.MapGroup("/api");
        api.MapTokensApi();
        api.MapAnalyticsApi();
        api.MapOrdersApi();
        api.MapOffersApi();
        api.MapCartsApi();
        api.MapPlacingApi();
        api.MapCustomersApi();
        api.MapWalletsApi();
        api.MapPayoutsApi();
        api.MapDebtsApi();
        api.MapNotificationsApi();
    }

    /// <summary>The token must carry this scope and its person hold the right. Acts and queries check again.</summary>
    public static TBuilder RequirePermission<TBuilder>(
        this TBuilder endpoint,
        Permission permission
    )
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(permission.Key);

    /// <summary>What <see cref="UtcInstantConverter"/> writes is not told by its type.</summary>
    private static Task DescribeInstants(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken ct
    )
    {
        var type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
        {
            schema.Format = "date-time";
            schema.Type =
                type == typeof(DateTimeOffset)
                    ? JsonSchemaType.String
                    : JsonSchemaType.String | JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }

    private static Task DescribeAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken ct
    )
    {
        document.Info.Title = "Portal";
        document.Info.Description =
            "Success answers {\"success\": true, \"data\": …}; lists add \"meta\". Refusals are RFC 9457 "
            + "problems. Another tenant's or another owner's id is answered as if it did not exist.";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(
            StringComparer.Ordinal
        )
        {
            ["token"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A personal access token, made on the account page.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference("token", document)] = [],
            },
        ];
        return Task.CompletedTask;
    }
}
