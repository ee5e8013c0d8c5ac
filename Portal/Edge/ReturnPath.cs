namespace Portal.Edge;

/// <summary>Where to go after signing in: a path of this site, whatever the address said.</summary>
public static class ReturnPath
{
    public const string Home = "/";

    /// <summary>
    /// Only <c>/path?query</c> is followed. Browsers read <c>//host</c>, <c>/\host</c> and a tab or
    /// line break inside as another site, so any of these leads home, as does a way back to sign-in.
    /// </summary>
    public static string Safe(string? wanted)
    {
        var isPath =
            wanted is ['/', ..]
            && wanted is not ['/', '/' or '\\', ..]
            && wanted.All(c => c is > ' ' and < '\x7f' and not '\\')
            && !wanted.StartsWith("/account/sign-", StringComparison.OrdinalIgnoreCase);
        return isPath ? wanted! : Home;
    }
}
