using System.Net.Sockets;
using Npgsql;

namespace Portal.Jobs.Commands;

/// <summary>What a command says when it cannot go on.</summary>
public static class FailureText
{
    /// <summary>One line when the database cannot be used, which the operator can mend; everything known of a bug.</summary>
    public static string Of(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case PostgresException refusal when IsRefusedConnection(refusal.SqlState):
                    return $"The database refuses the connection: {refusal.MessageText}. Check ConnectionStrings:Portal, or PortalOwner for db migrate.";
                case NpgsqlException { InnerException: SocketException or TimeoutException } lost:
                    return $"The database cannot be reached: {lost.Message}. Check ConnectionStrings:Portal, or PortalOwner for db migrate.";
            }
        }

        return failure.ToString();
    }

    /// <summary>Says why on standard error, and gives the exit code back.</summary>
    internal static async Task<int> PrintAsync(string why, int code)
    {
        await Console.Error.WriteLineAsync(why);
        return code;
    }

    /// <summary>Wrong name or password (28), no such database (3D), too many connections (53300), starting or shutting down (57P).</summary>
    private static bool IsRefusedConnection(string state) =>
        state.StartsWith("28", StringComparison.Ordinal)
        || state.StartsWith("3D", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal)
        || state == PostgresErrorCodes.TooManyConnections;
}
