using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Core.Ledger;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class OneLookAtPostings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_balances_floor",
                schema: "ledger",
                table: "balances");

            migrationBuilder.DropCheckConstraint(
                name: "ck_balances_held",
                schema: "ledger",
                table: "balances");

            migrationBuilder.DropCheckConstraint(
                name: "ck_balances_sign",
                schema: "ledger",
                table: "balances");

            migrationBuilder.AddCheckConstraint(
                name: "ck_balances_floor",
                schema: "ledger",
                table: "balances",
                sql: "sign IN (1, -1) AND held_minor >= 0 AND (may_fall_below_zero OR sign * minor >= held_minor)");

            migrationBuilder.Sql(BooksSql.ReplaceCheckPostings);
            migrationBuilder.Sql(BooksSql.CreatePostEntries);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_balances_floor",
                schema: "ledger",
                table: "balances");

            migrationBuilder.AddCheckConstraint(
                name: "ck_balances_floor",
                schema: "ledger",
                table: "balances",
                sql: "may_fall_below_zero OR sign * minor >= held_minor");

            migrationBuilder.AddCheckConstraint(
                name: "ck_balances_held",
                schema: "ledger",
                table: "balances",
                sql: "held_minor >= 0");

            migrationBuilder.AddCheckConstraint(
                name: "ck_balances_sign",
                schema: "ledger",
                table: "balances",
                sql: "sign IN (1, -1)");
        }
    }
}
