using System.Globalization;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Contracts;

public readonly record struct AccountId(long Value) : IEntityId<AccountId>
{
    public static AccountId From(long value) => new(value);
}

/// <summary>Whose account it is, as text of at most 60 characters: <c>seller-12</c>, <c>stripe</c>; empty for the tenant.</summary>
public readonly record struct AccountOwner
{
    private readonly string? _key;

    private AccountOwner(string key) => _key = key;

    /// <summary>The tenant itself.</summary>
    public static AccountOwner Tenant => default;

    public string Key => _key ?? "";

    public static AccountOwner Seller(SellerId seller) =>
        new(string.Create(CultureInfo.InvariantCulture, $"seller-{seller.Value}"));

    public static AccountOwner Customer(long customerId) =>
        new(string.Create(CultureInfo.InvariantCulture, $"customer-{customerId}"));

    /// <summary>A party outside, e.g. a gateway or a country.</summary>
    public static AccountOwner Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, 60, nameof(name));
        return new(name);
    }

    public override string ToString() => Key;
}

/// <summary>What makes an account the only one of its kind.</summary>
public readonly record struct AccountKey(
    TenantId Tenant,
    AccountKind Kind,
    Currency Currency,
    AccountOwner Owner
);
