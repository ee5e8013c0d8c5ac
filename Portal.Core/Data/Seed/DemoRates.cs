using Microsoft.EntityFrameworkCore;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Rates;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>Reference rates of the last months' working days, drawn around what they were in 2025. None where there are some already.</summary>
internal sealed class DemoRates(IDbContextFactory<PortalDbContext> contexts, TimeProvider clock)
    : IDemoStep
{
    private const int Days = 130;

    private static readonly (string Code, decimal PerEuro)[] Start =
    [
        ("USD", 1.1680m),
        ("GBP", 0.8665m),
        ("JPY", 171.82m),
        ("CHF", 0.9381m),
        ("AUD", 1.7896m),
        ("CAD", 1.6072m),
        ("CZK", 24.461m),
        ("DKK", 7.4643m),
        ("HUF", 397.60m),
        ("INR", 102.47m),
        ("NOK", 11.8150m),
        ("PLN", 4.2653m),
        ("RON", 5.0655m),
        ("SEK", 11.1490m),
        ("SGD", 1.4985m),
        ("TRY", 47.8520m),
        ("ZAR", 20.6100m),
    ];

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.ExchangeRates.AnyAsync(ct))
        {
            return;
        }

#pragma warning disable CA5394 // The demo is to look the same every time; nothing hangs on its being unpredictable.
        var random = new Random(1999);
        var rates = Start.ToDictionary(s => s.Code, s => s.PerEuro, StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        for (var back = Days; back > 0; back--)
        {
            var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-back);
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                continue;
            }

            foreach (var (code, start) in Start)
            {
                var step = (decimal)(random.NextDouble() - 0.5) * 0.009m;
                var pull = (start / rates[code] - 1) * 0.03m;
                rates[code] = Math.Round(rates[code] * (1 + step + pull), 4);
                db.ExchangeRates.Add(
                    new ExchangeRate
                    {
                        Currency = Currency.Of(code),
                        Day = day,
                        PerEuro = rates[code],
                        Source = "demo",
                        TakenAt = now,
                    }
                );
            }
        }
#pragma warning restore CA5394

        await db.SaveChangesAsync(ct);
    }
}
