using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

public readonly record struct WalletTopUpId(long Value) : IEntityId<WalletTopUpId>
{
    public static WalletTopUpId From(long value) => new(value);
}

/// <summary>
/// Money a buyer puts into a wallet, charged through a gateway under one key, however often it is asked about.
/// Moved by the statements in <c>TopUpsSql</c>.
/// </summary>
public sealed class WalletTopUp : ITenantOwned
{
    public WalletTopUpId Id { get; init; }

    public TenantId TenantId { get; set; }

    public required WalletId WalletId { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Idempotency key at the gateway: <c>top-up-{id}</c>.</summary>
    public required string Key { get; init; }

    public required string Gateway { get; init; }

    public WalletTopUpStatus Status { get; private set; }

    /// <summary>How often the gateway was asked. Also the fencing token of whoever asks: an answer to an earlier try is not written.</summary>
    public int Attempts { get; private set; }

    /// <summary>By the database's clock: when somebody has to see to it; while the gateway is asked, the end of the lease. None once it is known.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public string? GatewayReference { get; private set; }

    /// <summary>Where the buyer pays; of use only while it waits for them.</summary>
    public string? PaymentUrl { get; private set; }

    public string? DeclineCode { get; private set; }

    /// <summary>What the gateway said last, unless it captured.</summary>
    public string? Message { get; private set; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }
}

public enum WalletTopUpStatus
{
    /// <summary>Asked for; the next round charges it.</summary>
    Requested,

    /// <summary>A worker is asking the gateway, or did not come back; then another asks when its lease ends.</summary>
    Charging,

    /// <summary>The money is ours, and in the wallet.</summary>
    Captured,

    /// <summary>The gateway said no; nothing was charged.</summary>
    Declined,

    /// <summary>The buyer has to pay at the gateway's address; asked about until they did, or their time is over.</summary>
    Waiting,

    /// <summary>No answer, or one that does not say; asked about under its key until it is known.</summary>
    Unknown,
}
