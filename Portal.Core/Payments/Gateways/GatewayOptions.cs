namespace Portal.Core.Payments.Gateways;

/// <summary>Configuration section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Address of the simulated gateway (<c>portal gateway</c>); in this process when empty.</summary>
    public Uri? Url { get; set; }

    /// <summary>Name of the gateway for orders whose way to pay names none; the simulated one when empty.</summary>
    public string? Usual { get; set; }

    /// <summary>After this long without an answer a charge is unknown.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Share the gateway in this process approves, 0 to 1.</summary>
    public decimal Approve { get; set; } = 0.9m;

    /// <summary>Every mistake of the configuration, as sentences.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (Url is not null && !(Url.IsAbsoluteUri && Url.Scheme is "http" or "https"))
        {
            yield return "Gateway:Url must be an absolute address of http or https.";
        }

        if (Timeout < TimeSpan.FromMilliseconds(50) || Timeout > TimeSpan.FromMinutes(2))
        {
            yield return "Gateway:Timeout must be between 50 ms and 2 minutes.";
        }

        if (Approve is < 0 or > 1)
        {
            yield return "Gateway:Approve must be between 0 and 1.";
        }
    }
}
