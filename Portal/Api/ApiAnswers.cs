using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Portal.Core.Kernel;
using Portal.Edge;

namespace Portal.Api;

/// <summary>What every successful call answers: <c>{"success":true,"data":…}</c>, lists with <c>meta</c>.</summary>
public sealed record ApiAnswer<T>(
    T Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ApiMeta? Meta = null
)
{
    [JsonPropertyOrder(-1)]
    public bool Success => true;
}

/// <summary>Which part of a list this is.</summary>
/// <param name="Page">From 1; absent on a page that was reached by a cursor, which has no number.</param>
/// <param name="Total">How many match; counting stops at <see cref="PageRequest.CountLimit"/>.</param>
/// <param name="NextCursor">For lists that page by key: where the following page begins.</param>
/// <param name="PreviousCursor">Where the page before begins.</param>
public sealed record ApiMeta(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Page,
    int PerPage,
    long Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        string? NextCursor = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        string? PreviousCursor = null
);

/// <summary>
/// What an endpoint returns: an <see cref="ApiAnswer{T}"/> or a problem. Being the method's type, it
/// puts the answer's shape into the OpenAPI document.
/// </summary>
public sealed class Answer<T> : IResult, IEndpointMetadataProvider
{
    private readonly IResult _sent;

    private Answer(IResult sent) => _sent = sent;

    public static implicit operator Answer<T>(ApiAnswer<T> answer) => new(TypedResults.Ok(answer));

    public static implicit operator Answer<T>(ProblemHttpResult problem) => new(problem);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(
                StatusCodes.Status200OK,
                typeof(ApiAnswer<T>),
                ["application/json"]
            )
        );

    public Task ExecuteAsync(HttpContext httpContext) => _sent.ExecuteAsync(httpContext);
}

/// <summary>From what Core answers to what the caller reads.</summary>
public static class ApiAnswers
{
    public static Answer<T> Ok<T>(T data) => new ApiAnswer<T>(data);

    public static Answer<IReadOnlyList<T>> Page<T>(Page<T> page, PageRequest request) =>
        new ApiAnswer<IReadOnlyList<T>>(
            page.Rows,
            new ApiMeta(
                request.Cursor is null ? Math.Max(1, request.Number) : null,
                request.Take,
                page.Total,
                page.Next,
                page.Previous
            )
        );

    /// <summary>The page with what <paramref name="show"/> makes of each row, the problem otherwise.</summary>
    public static Answer<IReadOnlyList<TShown>> Page<T, TShown>(
        this Result<Page<T>> found,
        PageRequest request,
        Func<T, TShown> show
    ) =>
        found.Failed
            ? found.Error.ToHttp()
            : Page(
                new Page<TShown>(
                    [.. found.Value.Rows.Select(show)],
                    found.Value.Total,
                    found.Value.IsTotalExact,
                    found.Value.Next,
                    found.Value.Previous
                ),
                request
            );

    /// <summary>202: a job was queued and will do it.</summary>
    public static IResult Accepted<T>(T data) =>
        TypedResults.Accepted((string?)null, new ApiAnswer<T>(data));

    /// <summary>204 when done, the problem otherwise.</summary>
    public static IResult ToApi(this Result result) =>
        result.Failed ? result.Error.ToHttp() : TypedResults.NoContent();

    /// <summary>200 with the value when done, the problem otherwise.</summary>
    public static Answer<T> ToApi<T>(this Result<T> result) =>
        result.Failed ? result.Error.ToHttp() : Ok(result.Value);

    /// <summary>200 with what <paramref name="show"/> makes of the value, the problem otherwise.</summary>
    public static Answer<TShown> ToApi<T, TShown>(this Result<T> result, Func<T, TShown> show) =>
        result.Failed ? result.Error.ToHttp() : Ok(show(result.Value));
}
