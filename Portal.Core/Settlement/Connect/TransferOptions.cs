namespace Portal.Core.Settlement.Connect;

/// <summary>Configuration section <c>Transfers</c>: payouts through Stripe.</summary>
public sealed class TransferOptions
{
    /// <summary>Transfers taken in one go; each of them is asked for at the same time.</summary>
    public int BatchSize { get; set; } = 20;

    /// <summary>How long a worker may take to ask and write down the answer, by the database's clock; then another asks.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Wait after the first refusal; doubles with every further one, up to six hours.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After so many refusals a transfer waits for a person.</summary>
    public int MaxRefusals { get; set; } = 12;

    /// <summary>First wait before an unknown transfer is asked about; doubles with every try, up to a quarter of an hour.</summary>
    public TimeSpan AskAgainAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Every mistake of the configuration, as sentences.</summary>
    internal IEnumerable<string> Mistakes(TimeSpan gatewayTimeout)
    {
        if (BatchSize is < 1 or > 100)
        {
            yield return "Transfers:BatchSize must be between 1 and 100.";
        }

        if (Lease <= gatewayTimeout * 4)
        {
            yield return "Transfers:Lease must be more than four times Stripe:Timeout.";
        }

        if (RetryAfter < TimeSpan.FromSeconds(1))
        {
            yield return "Transfers:RetryAfter must be at least one second.";
        }

        if (MaxRefusals is < 1 or > 100)
        {
            yield return "Transfers:MaxRefusals must be between 1 and 100.";
        }

        if (AskAgainAfter < TimeSpan.FromMilliseconds(50))
        {
            yield return "Transfers:AskAgainAfter must be at least 50 ms.";
        }
    }
}
