using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data;

/// <summary>
/// What the runtime role may do, derived from the model after every migration: rights per table,
/// row-level security for tenant-owned tables, triggers that keep append-only tables as they are.
/// </summary>
internal static class DatabaseSecurity
{
    /// <summary>SQL that may run any number of times; ends with the rights this model needs and no others.</summary>
    public static string Script(IModel model)
    {
        var sql = new StringBuilder(Functions);
        var tables = model
            .GetEntityTypes()
            .Where(e => e.GetTableName() is not null)
            .GroupBy(e => (Schema: e.GetSchema()!, Table: e.GetTableName()!))
            .OrderBy(g => g.Key);
        foreach (var schema in tables.Select(t => t.Key.Schema).Distinct(StringComparer.Ordinal))
        {
            sql.AppendLine($"GRANT USAGE ON SCHEMA {schema} TO portal_app;");
            sql.AppendLine($"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO portal_app;");
        }

        foreach (var table in tables)
        {
            var name = $"{table.Key.Schema}.{table.Key.Table}";
            var isAppendOnly = table.Any(e => e.ClrType.IsAssignableTo(typeof(IAppendOnly)));
            sql.AppendLine($"REVOKE ALL ON {name} FROM portal_app;");
            var isWrittenByFunction = table.Any(e =>
                e.ClrType.IsAssignableTo(typeof(IWrittenByFunction))
            );
            var rights =
                isWrittenByFunction ? "SELECT"
                : isAppendOnly ? "SELECT, INSERT"
                : "SELECT, INSERT, UPDATE, DELETE";
            sql.AppendLine($"GRANT {rights} ON {name} TO portal_app;");
            if (isAppendOnly)
            {
                AppendOnly(sql, name);
            }

            if (table.Any(e => e.ClrType.IsAssignableTo(typeof(ITenantOwned))))
            {
                RowLevelSecurity(sql, name);
            }
        }

        return sql.ToString();
    }

    private static void AppendOnly(StringBuilder sql, string table) =>
        sql.AppendLine(
            $"""
            CREATE OR REPLACE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION data.refuse_change();
            CREATE OR REPLACE TRIGGER append_only_table BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION data.refuse_change();
            ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only_rows;
            ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only_table;
            SELECT data.guard_partitions('{table}');
            """
        );

    // The sub-selects make PostgreSQL ask for the setting once per statement, not once per row.
    private static void RowLevelSecurity(StringBuilder sql, string table) =>
        sql.AppendLine(
            $"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            DROP POLICY IF EXISTS tenant_isolation ON {table};
            CREATE POLICY tenant_isolation ON {table} TO portal_app
                USING (tenant_id = (SELECT data.current_tenant()) OR (SELECT data.is_platform()))
                WITH CHECK (tenant_id = (SELECT data.current_tenant()) OR (SELECT data.is_platform()));
            """
        );

    private const string Functions = """
        REVOKE CREATE ON SCHEMA public FROM PUBLIC;
        CREATE OR REPLACE FUNCTION data.current_tenant() RETURNS bigint LANGUAGE sql STABLE AS
            $$ SELECT nullif(nullif(current_setting('portal.tenant', true), ''), '*')::bigint $$;
        CREATE OR REPLACE FUNCTION data.is_platform() RETURNS boolean LANGUAGE sql STABLE AS
            $$ SELECT coalesce(current_setting('portal.tenant', true), '') = '*' $$;
        CREATE OR REPLACE FUNCTION data.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
                RAISE EXCEPTION '% on %.% is refused: its rows are final', tg_op, tg_table_schema, tg_table_name
                    USING ERRCODE = 'insufficient_privilege';
            END $$;
        -- Row triggers are copied to a new partition, statement triggers are not.
        CREATE OR REPLACE FUNCTION data.guard_partitions(parent text) RETURNS void
            LANGUAGE plpgsql SET search_path = pg_catalog AS
            $$ DECLARE
                part regclass;
            BEGIN
                FOR part IN
                    SELECT relid FROM pg_partition_tree(parent::regclass) WHERE isleaf AND level > 0
                        AND EXISTS (SELECT FROM pg_trigger WHERE tgrelid = parent::regclass AND tgname = 'append_only_table')
                        AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relid AND tgname = 'append_only_table')
                LOOP
                    EXECUTE format('CREATE TRIGGER append_only_table BEFORE TRUNCATE ON %s
                        FOR EACH STATEMENT EXECUTE FUNCTION data.refuse_change()', part);
                    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only_table', part);
                    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only_rows', part);
                END LOOP;
            END $$;
        REVOKE ALL ON FUNCTION data.guard_partitions(text) FROM PUBLIC;
        GRANT USAGE ON SCHEMA data TO portal_app;
        GRANT SELECT ON data.migrations TO portal_app;

        """;
}
