using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Core.Audit;

namespace Portal.Core.Data.Migrations;

/// <summary>The activity log, partitioned by month, which EF cannot express.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261121000150_AuditLog")]
internal sealed class AuditLog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("audit");
        migrationBuilder.Sql(AuditSql.CreateEntries);
        migrationBuilder.Sql(PartitionSql.Register("audit.entries"));
    }
}
