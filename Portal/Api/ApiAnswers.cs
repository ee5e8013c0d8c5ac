using System.Text.Json.Serialization;
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
/// <param name="Total">How many match; counting stops at 10,000.</param>
public sealed record ApiMeta(int Page, int PerPage, long Total);

/// <summary>From what Core answers to what the caller reads.</summary>
public static class ApiAnswers
{
    public static IResult Ok<T>(T data) => TypedResults.Ok(new ApiAnswer<T>(data));

    public static IResult Page<T>(Page<T> page, PageRequest request) =>
        TypedResults.Ok(
            new ApiAnswer<IReadOnlyList<T>>(
                page.Rows,
                new ApiMeta(Math.Max(1, request.Number), request.Take, page.Total)
            )
        );

    /// <summary>202: a job was queued and will do it.</summary>
    public static IResult Accepted<T>(T data) =>
        TypedResults.Accepted((string?)null, new ApiAnswer<T>(data));

    /// <summary>204 when done, the problem otherwise.</summary>
    public static IResult ToApi(this Result result) =>
        result.Failed ? result.Error.ToHttp() : TypedResults.NoContent();

    /// <summary>200 with the value when done, the problem otherwise.</summary>
    public static IResult ToApi<T>(this Result<T> result) =>
        result.Failed ? result.Error.ToHttp() : Ok(result.Value);

    /// <summary>200 with what <paramref name="show"/> makes of the value, the problem otherwise.</summary>
    public static IResult ToApi<T, TShown>(this Result<T> result, Func<T, TShown> show) =>
        result.Failed ? result.Error.ToHttp() : Ok(show(result.Value));
}
