using Microsoft.AspNetCore.Authentication.Cookies;

namespace Portal.Edge;

/// <summary>
/// Names and flags of our cookies. Over https the name begins with <c>__Host-</c>, so that browsers
/// refuse a copy set by a sibling domain or over plain http. Plain http is served on this very
/// machine only; elsewhere a browser drops the cookie, because it stays Secure.
/// </summary>
public sealed class HostCookies : ICookieManager
{
    public const string Session = "portal.session";
    public const string Device = "portal.device";
    public const string PendingSignIn = "portal.sign-in";
    public const string Tenant = "portal.tenant";

    private static readonly TimeSpan DeviceLife = TimeSpan.FromDays(400);

    private readonly ChunkingCookieManager _inner = new();

    public static string? Read(HttpContext context, string name) =>
        context.Request.Cookies[NameFor(context.Request, name)];

    public static void Write(
        HttpContext context,
        string name,
        string value,
        TimeSpan? life = null
    ) =>
        context.Response.Cookies.Append(
            NameFor(context.Request, name),
            value,
            Options(context.Request, life)
        );

    public static void WriteDevice(HttpContext context, string key) =>
        Write(context, Device, key, DeviceLife);

    public static void Remove(HttpContext context, string name) =>
        context.Response.Cookies.Delete(
            NameFor(context.Request, name),
            Options(context.Request, null)
        );

    public string? GetRequestCookie(HttpContext context, string key) =>
        _inner.GetRequestCookie(context, NameFor(context.Request, key));

    public void AppendResponseCookie(
        HttpContext context,
        string key,
        string? value,
        CookieOptions options
    )
    {
        options.Secure = !IsPlainLocal(context.Request);
        _inner.AppendResponseCookie(context, NameFor(context.Request, key), value, options);
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        options.Secure = !IsPlainLocal(context.Request);
        _inner.DeleteCookie(context, NameFor(context.Request, key), options);
    }

    private static string NameFor(HttpRequest request, string name) =>
        IsPlainLocal(request) ? name : $"__Host-{name}";

    private static CookieOptions Options(HttpRequest request, TimeSpan? life) =>
        new()
        {
            HttpOnly = true,
            Secure = !IsPlainLocal(request),
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = life,
            IsEssential = true,
        };

    private static bool IsPlainLocal(HttpRequest request) =>
        !request.IsHttps && (request.Host.Host is "localhost" or "127.0.0.1" or "[::1]");
}
