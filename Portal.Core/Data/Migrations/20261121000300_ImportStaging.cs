using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Core.Imports.Running;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Data.Migrations;

/// <summary>The functions that make, index and drop the staging tables of imports.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261121000300_ImportStaging")]
internal sealed class ImportStaging : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(StagingSql.CreateFunctions);
        migrationBuilder.Sql(OrderIntakeSql.CreateFunctions);
    }
}
