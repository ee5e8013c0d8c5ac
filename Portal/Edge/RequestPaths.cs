namespace Portal.Edge;

/// <summary>Which part of the site a request is for; routes ignore case, and so do these.</summary>
public static class RequestPaths
{
    public static bool IsApi(this HttpRequest request) => request.IsUnder("/api");

    public static bool IsUnder(this HttpRequest request, string path) =>
        request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);
}
