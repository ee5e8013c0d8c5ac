using Portal.Core.Notifications.Contracts;

namespace Portal.Core.Notifications;

/// <summary>What becomes of a mail after an answer.</summary>
/// <param name="Wait">Until the next attempt; null when there is none.</param>
public sealed record MailVerdict(DeliveryStatus Status, int Attempts, TimeSpan? Wait);

/// <summary>How long mails are tried.</summary>
public static class MailPolicy
{
    /// <summary>Times a server may postpone a mail before it counts as failed.</summary>
    public const int MaxAttempts = 6;

    /// <summary>A mail nobody could be given for so long is of no use to its reader any more.</summary>
    public static readonly TimeSpan LongestOutage = TimeSpan.FromDays(3);

    /// <summary>Why a mail was skipped that was of no use already when it was written down.</summary>
    public const string TooOld =
        "This happened more than three days before it was worked through here, so no mail was sent.";

    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(30);

    /// <param name="answer">What the server said.</param>
    /// <param name="attempts">Its answers to this mail before.</param>
    /// <param name="age">How long ago the event happened.</param>
    /// <param name="draw">A random number between 0 and 1, which scatters the waits.</param>
    public static MailVerdict After(MailAnswer answer, int attempts, TimeSpan age, double draw) =>
        answer switch
        {
            MailAnswer.Accepted => new(DeliveryStatus.Sent, attempts + 1, null),
            MailAnswer.Refused => new(DeliveryStatus.Failed, attempts + 1, null),
            MailAnswer.Unreachable when age < LongestOutage => new(
                DeliveryStatus.Pending,
                attempts,
                AfterOutage * (0.5 + draw)
            ),
            MailAnswer.Postponed when attempts + 1 < MaxAttempts => new(
                DeliveryStatus.Pending,
                attempts + 1,
                TimeSpan.FromMinutes(Math.Pow(4, attempts)) * (0.8 + 0.4 * draw)
            ),
            _ => new(DeliveryStatus.Failed, attempts + 1, null),
        };
}
