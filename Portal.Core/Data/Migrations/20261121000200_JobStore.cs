using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Core.Jobs;
using Quartz;

namespace Portal.Core.Data.Migrations;

/// <summary>Quartz's tables, from the script inside its assembly, and the functions of the job queue.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261121000200_JobStore")]
internal sealed class JobStore : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(QuartzTables());
        migrationBuilder.Sql(JobsSql.CreateLoadFunction);
        migrationBuilder.Sql(
            """
            DO $$ DECLARE quartz_table text; BEGIN
                FOR quartz_table IN SELECT tablename FROM pg_tables
                    WHERE schemaname = 'jobs' AND tablename LIKE 'qrtz\_%' LOOP
                    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON jobs.%I TO portal_app', quartz_table);
                END LOOP;
            END $$
            """
        );
    }

    // The script marks the table prefix by {0}, the prefix without its schema by {1}, and ends each
    // statement with a line that holds only --;;.
    private static string QuartzTables()
    {
        const string Script = "Quartz.Impl.AdoJobStore.Schema.create_postgres.sql";
        using var stream =
            typeof(IScheduler).Assembly.GetManifestResourceStream(Script)
            ?? throw new InvalidOperationException($"{Script} is not in this version of Quartz.");
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Replace("{0}", "jobs.qrtz_", StringComparison.Ordinal)
            .Replace("{1}", "qrtz_", StringComparison.Ordinal);
    }
}
