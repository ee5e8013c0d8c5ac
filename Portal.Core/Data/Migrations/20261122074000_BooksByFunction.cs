using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Core.Ledger;

#nullable disable

namespace Portal.Core.Data.Migrations;

/// <summary>The application reads the books and writes them by <c>ledger.post_entries</c> only.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261122074000_BooksByFunction")]
internal sealed class BooksByFunction : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(BooksSql.ReplaceCheckPostings);
        migrationBuilder.Sql(BooksSql.CreatePostEntries);
    }
}
