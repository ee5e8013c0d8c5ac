using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Core.Orders;

namespace Portal.Core.Data.Migrations;

/// <summary>The views through which other modules read orders.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261121000200_OrderFacts")]
internal sealed class OrderFacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(FactViewsSql.Create);
}
