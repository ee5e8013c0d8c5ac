using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Settlement.Connect;

/// <summary>What comes after Stripe's answer.</summary>
public static class TransferRetryPolicy
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestAsk = TimeSpan.FromMinutes(15);

    /// <summary>What was taken back had been sent: that is booked first.</summary>
    public static TransferStatus StatusOf(TransferAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Verdict switch
        {
            TransferVerdict.Sent or TransferVerdict.Reversed => TransferStatus.Sent,
            TransferVerdict.Refused => answer.MayPass
                ? TransferStatus.Failed
                : TransferStatus.Refused,
            TransferVerdict.Unknown or TransferVerdict.NeverSeen => TransferStatus.Unknown,
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Verdict, null),
        };
    }

    /// <summary>
    /// How long until it is seen to again; null for never by itself. What is unknown is asked about for
    /// ever: giving up would be a guess.
    /// </summary>
    /// <param name="status">What the answer made of it.</param>
    /// <param name="attempt">How often it was asked, this time included.</param>
    /// <param name="refusals">How often it was refused, this time included.</param>
    /// <param name="options">First waits and most refusals.</param>
    public static TimeSpan? WaitAfter(
        TransferStatus status,
        int attempt,
        int refusals,
        TransferOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        return status switch
        {
            TransferStatus.Unknown => BackOff.Doubled(options.AskAgainAfter, attempt, LongestAsk),
            TransferStatus.Failed when refusals < options.MaxRefusals => BackOff.Doubled(
                options.RetryAfter,
                refusals,
                LongestRetry
            ),
            _ => null,
        };
    }
}
