using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Core.Events;

namespace Portal.Core.Data.Migrations;

/// <summary>The event log, partitioned by month, which EF cannot express.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261121000100_EventLog")]
internal sealed class EventLog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("data");
        migrationBuilder.EnsureSchema("events");
        migrationBuilder.Sql(PartitionSql.CreateFunction);
        migrationBuilder.Sql(EventsSql.CreateLog);
        migrationBuilder.Sql(PartitionSql.Register("events.log"));
    }
}
