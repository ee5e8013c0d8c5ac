namespace Portal.Core.Payments.Stripe;

/// <summary>Configuration section <c>Stripe</c>. Without a secret key there is no such gateway.</summary>
public sealed class StripeOptions
{
    /// <summary>A secret or restricted key of the Stripe account, of test or live mode.</summary>
    public string? SecretKey { get; set; }

    /// <summary>Address of the API; another one only for tests.</summary>
    public Uri Url { get; set; } = new("https://api.stripe.com/");

    /// <summary>Where Stripe sends the buyer back to, paid or not; <c>{order}</c> stands for the order's number, or <c>top-up-7</c> for a top-up.</summary>
    public string ReturnUrl { get; set; } = "";

    /// <summary>What takes longer, all calls of one question together, is unknown.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a buyer may take to pay; then the checkout is closed and the payment declined.</summary>
    public TimeSpan PayWithin { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Signing secrets of the webhook endpoint. Several while one is replaced; none closes it.</summary>
    public IList<string> WebhookSecrets { get; init; } = [];

    internal bool IsConfigured => !string.IsNullOrEmpty(SecretKey);

    /// <summary>Keys of test mode are named so, restricted ones too.</summary>
    internal bool IsTestMode =>
        SecretKey is { } key
        && (
            key.StartsWith("sk_test_", StringComparison.Ordinal)
            || key.StartsWith("rk_test_", StringComparison.Ordinal)
        );

    /// <summary>Until when all calls of one question are answered, or nothing is known.</summary>
    internal CancellationTokenSource Limit(CancellationToken ct)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Timeout);
        return limit;
    }

    /// <summary>Every mistake of the configuration, as sentences.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (!IsConfigured)
        {
            yield break;
        }

        if (!(Url.IsAbsoluteUri && Url.Scheme is "http" or "https"))
        {
            yield return "Stripe:Url must be an absolute address of http or https.";
        }

        if (
            !Uri.TryCreate(ReturnUrl, UriKind.Absolute, out var back)
            || back.Scheme is not ("http" or "https")
        )
        {
            yield return "Stripe:ReturnUrl must be an absolute address of http or https.";
        }

        if (Timeout < TimeSpan.FromMilliseconds(50) || Timeout > TimeSpan.FromMinutes(2))
        {
            yield return "Stripe:Timeout must be between 50 ms and 2 minutes.";
        }

        // A checkout at Stripe is over after a day, whatever we say.
        if (PayWithin < TimeSpan.FromMinutes(1) || PayWithin > TimeSpan.FromHours(24))
        {
            yield return "Stripe:PayWithin must be between a minute and 24 hours.";
        }
    }
}
