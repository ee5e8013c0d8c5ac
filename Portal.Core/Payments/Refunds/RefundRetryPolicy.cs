using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>What comes after the gateway's answer.</summary>
public static class RefundRetryPolicy
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestAsk = TimeSpan.FromMinutes(15);

    /// <summary>A key the gateway never saw after it was asked to send it is as unknown as no answer.</summary>
    public static RefundStatus StatusOf(RefundVerdict verdict) =>
        verdict switch
        {
            RefundVerdict.Sent => RefundStatus.Sent,
            RefundVerdict.Refused => RefundStatus.Failed,
            RefundVerdict.Unknown or RefundVerdict.NeverSeen => RefundStatus.Unknown,
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
        };

    /// <summary>
    /// How long until it is seen to again; null for never by itself. What is unknown is asked about for
    /// ever: giving up would be a guess.
    /// </summary>
    /// <param name="answer">What the gateway said.</param>
    /// <param name="attempt">How often it was asked, this one included.</param>
    /// <param name="options">First waits and most tries.</param>
    public static TimeSpan? WaitAfter(RefundAnswer answer, int attempt, RefundOptions options)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(options);
        return StatusOf(answer.Verdict) switch
        {
            RefundStatus.Unknown => BackOff.Doubled(options.AskAgainAfter, attempt, LongestAsk),
            RefundStatus.Failed when answer.MayPass && attempt < options.MaxTries =>
                BackOff.Doubled(options.RetryAfter, attempt, LongestRetry),
            _ => null,
        };
    }
}
