namespace Portal.Core.Notifications;

/// <summary>What somebody is told about.</summary>
public enum NotificationKind
{
    /// <summary>The order is paid and final.</summary>
    OrderCompleted,

    /// <summary>The order could not be completed; nothing was taken.</summary>
    OrderFailed,

    /// <summary>A money transaction of the wallet.</summary>
    Trx,

    /// <summary>Money went back.</summary>
    Refund,

    /// <summary>A top-up was delivered or failed.</summary>
    Topup,

    /// <summary>A voucher was given or used.</summary>
    Voucher,
}
