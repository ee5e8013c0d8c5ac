namespace Portal.Core.Payments.Contracts;

/// <summary>How far a refund is on its way to the buyer.</summary>
public enum RefundStatus
{
    /// <summary>Owed to the buyer; the next round sends it.</summary>
    Granted,

    /// <summary>A worker is asking the gateway, or did not come back; then another asks when its lease ends.</summary>
    Sending,

    /// <summary>The gateway has given it back.</summary>
    Sent,

    /// <summary>The gateway refused and gave nothing back. Sent again when it is due; without a time, when a person says so.</summary>
    Failed,

    /// <summary>No answer, or one that does not say; asked about under its key until it is known.</summary>
    Unknown,
}
