using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Core.Catalog;

namespace Portal.Core.Data.Migrations;

/// <summary>The view through which other modules read products.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261121000600_ProductFacts")]
internal sealed class ProductFacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(ProductFactsSql.Create);
}
