using System.Globalization;

namespace Portal.Core.Data;

/// <summary>
/// Monthly partitions of the tables that only grow. The function belongs to the owner and runs with
/// the owner's rights, so that the worker, which owns nothing, can make next month's partitions.
/// </summary>
public static class PartitionSql
{
    /// <summary>How many months ahead of the current one partitions exist.</summary>
    public const int MonthsAhead = 3;

    /// <summary>Makes the partitions of the current month and the next ones; those that exist stay.</summary>
    public static string EnsureFor(DateTimeOffset now) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT data.ensure_partitions(date '{now.UtcDateTime:yyyy-MM-dd}', {MonthsAhead})"
        );

    /// <summary>Creates the function; each partitioned table has a row in <c>data.partitioned_tables</c>.</summary>
    internal const string CreateFunction = """
        CREATE TABLE data.partitioned_tables (name text PRIMARY KEY);
        CREATE FUNCTION data.ensure_partitions(today date, months_ahead int) RETURNS int
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
        DECLARE
            parent text;
            month date;
            child text;
            made int := 0;
        BEGIN
            IF months_ahead NOT BETWEEN 0 AND 24 OR abs(today - current_date) > 800 THEN
                RAISE EXCEPTION 'partitions are made for the months around today only';
            END IF;
            FOR parent IN SELECT name FROM data.partitioned_tables ORDER BY name LOOP
                FOR i IN 0 .. months_ahead LOOP
                    month := date_trunc('month', today) + make_interval(months => i);
                    child := parent || to_char(month, '_YYYY_MM');
                    IF to_regclass(child) IS NULL THEN
                        EXECUTE format('CREATE TABLE %s PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
                            child, parent, month::timestamp AT TIME ZONE 'UTC',
                            (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
                        made := made + 1;
                    END IF;
                END LOOP;
            END LOOP;
            RETURN made;
        END $$;
        REVOKE ALL ON FUNCTION data.ensure_partitions(date, int) FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION data.ensure_partitions(date, int) TO portal_app;
        """;

    /// <summary>
    /// Puts a table under monthly partitions. A default partition takes rows of months nobody made,
    /// so that a schedule that did not run costs speed and never an insert.
    /// </summary>
    internal static string Register(string table) =>
        $"""
            INSERT INTO data.partitioned_tables VALUES ('{table}');
            CREATE TABLE {table}_default PARTITION OF {table} DEFAULT;
            """;
}
