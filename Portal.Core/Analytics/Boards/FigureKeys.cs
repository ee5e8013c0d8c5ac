using System.Globalization;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using StackExchange.Redis;

namespace Portal.Core.Analytics.Boards;

/// <summary>
/// Names of one tenant's figures in Redis. The braces keep a tenant's keys on one node of a cluster.
/// A rebuild writes a new version beside the old one and then points <see cref="Current"/> at it.
/// </summary>
internal sealed class FigureKeys(string prefix, TenantId tenant, long version)
{
    /// <summary>Days kept in Redis, today included; older ones are read from PostgreSQL.</summary>
    public const int DaysKept = 30;

    private readonly string _root = string.Create(
        CultureInfo.InvariantCulture,
        $"{prefix}{{t:{tenant.Value}}}:v{version}:"
    );

    /// <summary>Hash: the highest revision that is in (<c>revision</c>), when the projector looked last (<c>seen</c>, Unix ms).</summary>
    public RedisKey State => _root + "state";

    /// <summary>Set: every key of this version, to remove it by.</summary>
    public RedisKey Index => _root + "keys";

    public static RedisKey Current(string prefix, TenantId tenant) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{{t:{tenant.Value}}}:current");

    /// <summary>String: who may write. Catching up and rebuilding go on beside each other.</summary>
    public static RedisKey Lease(string prefix, TenantId tenant, string purpose) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{prefix}{{t:{tenant.Value}}}:{purpose}:lease"
        );

    /// <summary>Hash: the KPIs of a day.</summary>
    public RedisKey Day(SellerId seller, Currency currency, DateOnly day) =>
        Key("day", seller, currency, day);

    /// <summary>Sorted set: customers by what they spent, in minor units; null is overall.</summary>
    public RedisKey Customers(SellerId seller, Currency currency, DateOnly? day) =>
        Key("customers", seller, currency, day);

    /// <summary>Sorted set: products by quantity sold; null is overall. Shop 0 has every shop's.</summary>
    public RedisKey Products(SellerId seller, Currency currency, DateOnly? day) =>
        Key("products", seller, currency, day);

    /// <summary>Hash: Unix minute to <c>revenue,completed,failed</c>, of the last two hours.</summary>
    public RedisKey Minutes(SellerId seller, Currency currency) =>
        _root + string.Create(CultureInfo.InvariantCulture, $"minutes:{seller.Value}:{currency}");

    public static string MinuteText(long revenueMinor, long completed, long failed) =>
        string.Create(CultureInfo.InvariantCulture, $"{revenueMinor},{completed},{failed}");

    public static bool AreMinutes(string key) =>
        key.Contains(":minutes:", StringComparison.Ordinal);

    /// <summary>Whether a key is a board, overall or of a day that is still kept.</summary>
    public static bool IsBoardSince(string key, DateOnly oldest)
    {
        var isBoard =
            key.Contains(":customers:", StringComparison.Ordinal)
            || key.Contains(":products:", StringComparison.Ordinal);
        var last = key[(key.LastIndexOf(':') + 1)..];
        var first = oldest.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return isBoard && (last == "all" || string.CompareOrdinal(last, first) >= 0);
    }

    private RedisKey Key(string kind, SellerId seller, Currency currency, DateOnly? day) =>
        _root
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}:{seller.Value}:{currency}:{(day is { } d ? d.ToString("yyyyMMdd", CultureInfo.InvariantCulture) : "all")}"
        );
}
