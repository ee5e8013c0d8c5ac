using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Core.Ledger;

#nullable disable

namespace Portal.Core.Data.Migrations;

/// <summary>One constraint and one look where booking asked three and two.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261122110204_OneLookAtPostings")]
internal sealed class OneLookAtPostings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var name in new[] { "ck_balances_floor", "ck_balances_held", "ck_balances_sign" })
        {
            migrationBuilder.DropCheckConstraint(name, "balances", "ledger");
        }

        migrationBuilder.AddCheckConstraint(
            "ck_balances_floor",
            "balances",
            "sign IN (1, -1) AND held_minor >= 0 AND (may_fall_below_zero OR sign * minor >= held_minor)",
            "ledger"
        );
        migrationBuilder.Sql(BooksSql.ReplaceCheckPostings);
        migrationBuilder.Sql(BooksSql.CreatePostEntries);
    }
}
