using Npgsql;

namespace Portal.Core.Data;

/// <summary>Tells a row that the database refuses from a database in trouble.</summary>
public static class RefusalPolicy
{
    /// <summary>
    /// True when a value or a constraint is to blame, e.g. an overflow, a CHECK, a trigger that raises:
    /// trying again changes nothing, and without the row in question the rest of its batch goes through.
    /// </summary>
    /// <param name="error">Classes of codes are listed in PostgreSQL's manual, appendix A.</param>
    public static bool IsAboutValues(PostgresException error) =>
        error.SqlState[..2] is "22" or "23" or "P0";
}
