namespace Portal.Core.Payments.Refunds;

/// <summary>Configuration section <c>Refunds</c>.</summary>
public sealed class RefundOptions
{
    /// <summary>Refunds taken in one go; each of them is asked for at the same time.</summary>
    public int BatchSize { get; set; } = 20;

    /// <summary>How long a worker may take to ask and write down the answer, by the database's clock; then another asks.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Wait after the first refusal; doubles with every further one, up to six hours.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After so many tries a refused refund waits for a person.</summary>
    public int MaxTries { get; set; } = 8;

    /// <summary>First wait before an unknown refund is asked about; doubles with every try, up to a quarter of an hour.</summary>
    public TimeSpan AskAgainAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Every mistake of the configuration, as sentences.</summary>
    internal IEnumerable<string> Mistakes(TimeSpan gatewayTimeout)
    {
        if (BatchSize is < 1 or > 200)
        {
            yield return "Refunds:BatchSize must be between 1 and 200.";
        }

        if (Lease <= gatewayTimeout * 4)
        {
            yield return "Refunds:Lease must be more than four times Gateway:Timeout.";
        }

        if (RetryAfter < TimeSpan.FromSeconds(1))
        {
            yield return "Refunds:RetryAfter must be at least one second.";
        }

        if (MaxTries is < 1 or > 50)
        {
            yield return "Refunds:MaxTries must be between 1 and 50.";
        }

        if (AskAgainAfter < TimeSpan.FromMilliseconds(50))
        {
            yield return "Refunds:AskAgainAfter must be at least 50 ms.";
        }
    }
}
