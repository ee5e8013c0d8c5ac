using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

public readonly record struct WalletAdjustmentId(long Value) : IEntityId<WalletAdjustmentId>
{
    public static WalletAdjustmentId From(long value) => new(value);
}

/// <summary>Which way finance moves money of a wallet.</summary>
public enum WalletDirection
{
    /// <summary>The marketplace gives, for example as goodwill.</summary>
    Credit,

    /// <summary>The marketplace takes back what it gave by mistake.</summary>
    Debit,
}

/// <summary>Money finance put into a wallet or took from it, and why. Never changed; what was wrong is put right by another one.</summary>
public sealed class WalletAdjustment : ITenantOwned, IAppendOnly, IAudited
{
    public WalletAdjustmentId Id { get; init; }

    public TenantId TenantId { get; set; }

    public required WalletId WalletId { get; init; }

    /// <summary>Of the request; the same one is booked once.</summary>
    public required string Key { get; init; }

    public required WalletDirection Direction { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    public required string Reason { get; init; }

    /// <summary>A person, or <c>cli:user@host</c>.</summary>
    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}
