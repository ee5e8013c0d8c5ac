namespace Portal.Core.Ledger.Rates;

/// <summary>Configuration section <c>Rates</c>.</summary>
public sealed class RateOptions
{
    /// <summary>Address (https) or file of the rates in the format of the European Central Bank; none when empty.</summary>
    public string? Source { get; set; }

    /// <summary>Rates older than this are shown as stale, and the refresh that finds no newer ones fails. In days, counting weekends.</summary>
    public int StaleAfterDays { get; set; } = 5;

    /// <summary>How far an exchange may be from the reference rate, in percent.</summary>
    public decimal MaxDeviationPercent { get; set; } = 10;

    /// <summary>Every mistake of the configuration, as sentences.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (StaleAfterDays is < 1 or > 365)
        {
            yield return "Rates:StaleAfterDays must be between 1 and 365.";
        }

        if (MaxDeviationPercent is <= 0 or > 100)
        {
            yield return "Rates:MaxDeviationPercent must be above 0 and at most 100.";
        }

        if (Source is { Length: > 0 } source && source.Contains("://", StringComparison.Ordinal))
        {
            var isAddress = Uri.TryCreate(source, UriKind.Absolute, out var address);
            if (!isAddress || address!.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            {
                yield return "Rates:Source must be an https address or a file.";
            }
        }
    }
}
