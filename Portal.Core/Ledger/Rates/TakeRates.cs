using System.Xml;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Ledger.Rates;

/// <param name="File">Read once from where it stands; not closed.</param>
/// <param name="Source">What is kept as the rates' origin: an address or a file's name.</param>
public sealed record TakeRatesCommand(Stream File, string Source);

/// <summary>What came of a file of rates.</summary>
/// <param name="Days">In the file.</param>
/// <param name="Rates">In the file.</param>
/// <param name="Added">That were not known before.</param>
/// <param name="Differing">Known with another value, which stays as it was.</param>
/// <param name="Newest">The newest day there is now.</param>
public sealed record RatesTaken(int Days, int Rates, long Added, long Differing, DateOnly Newest);

/// <summary>
/// Adds the rates of a file to those that are there, all or none. Rates are the same for every tenant, so it takes the
/// right on the platform. Refuses a file that is not one of rates, or has a day that is still to come.
/// </summary>
public sealed class TakeRates(PortalConnections connections, CurrentUser user, TimeProvider clock)
{
    internal const int MaxSource = 300;

    public async Task<Result<RatesTaken>> HandleAsync(
        TakeRatesCommand command,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!await user.MayOnPlatformAsync(LedgerPermissions.TakeRates, ct))
        {
            return Error.Forbidden;
        }

        var days = await ReadAsync(command.File, ct);
        if (days.Failed)
        {
            return days.Error;
        }

        await using var connection = await connections.OpenAsync(ct);
        await using var add = new NpgsqlCommand(RatesSql.Add, connection);
        var rates = days.Value.SelectMany(d => d.PerEuro.Select(r => (r.Key, d.Day, r.Value)));
        var rows = rates.ToArray();
        add.Parameters.Add(SqlValue.Of(Array.ConvertAll(rows, r => r.Key.Code)));
        add.Parameters.Add(new() { Value = Array.ConvertAll(rows, r => r.Day) });
        add.Parameters.Add(new() { Value = Array.ConvertAll(rows, r => r.Value) });
        add.Parameters.Add(
            SqlValue.Of(command.Source[..Math.Min(command.Source.Length, MaxSource)])
        );
        add.Parameters.Add(SqlValue.Of(clock.GetUtcNow()));
        await using var reader = await add.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new RatesTaken(
            days.Value.Count,
            rows.Length,
            reader.GetInt64(0),
            reader.GetInt64(1),
            days.Value.Max(d => d.Day)
        );
    }

    private async Task<Result<List<RateDay>>> ReadAsync(Stream file, CancellationToken ct)
    {
        var tomorrow = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
        var days = new List<RateDay>();
        var seen = new HashSet<DateOnly>();
        try
        {
            await foreach (var day in RateFile.ReadAsync(file, ct))
            {
                if (day.Day > tomorrow)
                {
                    return RateErrors.Unreadable($"{day.Day:yyyy-MM-dd} is still to come.");
                }

                if (!seen.Add(day.Day))
                {
                    return RateErrors.Unreadable($"{day.Day:yyyy-MM-dd} is in the file twice.");
                }

                days.Add(day);
            }
        }
        catch (XmlException broken)
        {
            return RateErrors.Unreadable($"This is not a file of rates: {broken.Message}");
        }
        catch (FormatException broken)
        {
            return RateErrors.Unreadable($"This is not a file of rates: {broken.Message}");
        }

        return days.Any(d => d.PerEuro.Count > 0)
            ? days
            : RateErrors.Unreadable("There are no rates in this file.");
    }
}
