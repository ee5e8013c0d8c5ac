namespace Portal.Core.Notifications;

/// <summary>How somebody is told.</summary>
public enum NotificationChannel
{
    /// <summary>By SMTP, to the customer's address; customers without one get none.</summary>
    Email = 1,

    /// <summary>Kept in the history only, for staff and for other systems to read.</summary>
    Log = 2,

    /// <summary>Kept for the customer to read after signing in.</summary>
    InApp = 3,
}
