namespace Portal.Core.Notifications;

/// <summary>Where one notification stands.</summary>
public enum DeliveryStatus
{
    /// <summary>The sender takes it when its time has come.</summary>
    Pending,

    /// <summary>Handed to the mail server, or stored where it is read. Final.</summary>
    Sent,

    /// <summary>Refused for good or too often. Somebody may have it sent again.</summary>
    Failed,

    /// <summary>Never sent: it was written down long after what it tells of. Final.</summary>
    Skipped,
}
