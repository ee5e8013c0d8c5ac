using Portal.Core.Kernel;

namespace Portal.Core.Ledger.Rates;

public sealed record RefreshRatesCommand;

/// <summary>
/// Takes the rates from where <c>Rates:Source</c> says. Refuses without the right on the platform, when the source does not answer
/// with rates, and when even its newest are stale, so that somebody hears of it; what it gave is kept then.
/// </summary>
public sealed class RefreshRates(
    TakeRates take,
    RateOptions options,
    HttpClient http,
    TimeProvider clock
)
{
    public async Task<Result<RatesTaken>> HandleAsync(
        RefreshRatesCommand command,
        CancellationToken ct
    )
    {
        if (string.IsNullOrWhiteSpace(options.Source))
        {
            return RateErrors.NoSource;
        }

        var taken = await TakeAsync(options.Source, ct);
        if (taken.Failed)
        {
            return taken.Error;
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var age = today.DayNumber - taken.Value.Newest.DayNumber;
        return age > options.StaleAfterDays ? RateErrors.Stale(taken.Value.Newest, age) : taken;
    }

    private async Task<Result<RatesTaken>> TakeAsync(string source, CancellationToken ct)
    {
        try
        {
            await using var file = source.Contains("://", StringComparison.Ordinal)
                ? await http.GetStreamAsync(new Uri(source), ct)
                : File.OpenRead(source);
            return await take.HandleAsync(new TakeRatesCommand(file, source), ct);
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or UnauthorizedAccessException
                || e is TaskCanceledException && !ct.IsCancellationRequested
            )
        {
            return RateErrors.Unreachable(source, e.Message);
        }
    }
}
