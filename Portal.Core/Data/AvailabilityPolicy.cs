using System.Net.Sockets;
using Npgsql;

namespace Portal.Core.Data;

/// <summary>Tells a database that is away, or has nothing to spare, from a request or a row that is to blame.</summary>
public static class AvailabilityPolicy
{
    /// <summary>
    /// True when the same may succeed a little later, unchanged: no connection, none left, no room, or a
    /// server that starts or stops. EF wraps what it takes for passing, so the causes are looked at too.
    /// </summary>
    public static bool IsAway(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (
                e is PostgresException refusal
                    ? IsPassing(refusal.SqlState)
                    : e
                        is NpgsqlException
                        {
                            InnerException: SocketException or IOException or TimeoutException
                        }
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Broken connection (08), too few connections or too little room (53), starting or shutting down
    /// (57P), a transaction that was left alone too long (25P03).
    /// </summary>
    private static bool IsPassing(string state) =>
        state.StartsWith("08", StringComparison.Ordinal)
        || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal)
        || state == "25P03";
}
