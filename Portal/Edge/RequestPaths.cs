namespace Portal.Edge;

/// <summary>Which part of the site a request is for; routes ignore case, and so do these.</summary>
public static class RequestPaths
{
    public static bool IsApi(this HttpRequest request) => request.IsUnder("/api");

    /// <summary>
    /// Who calls is told by an access token: always under <c>/api</c>, and for the document that
    /// describes it when a program asks, not a browser.
    /// </summary>
    public static bool ComesByToken(this HttpRequest request) =>
        request.IsApi() || request.IsUnder("/openapi") && request.Headers.Authorization.Count > 0;

    public static bool IsUnder(this HttpRequest request, string path) =>
        request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);
}
