using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class CashOnDelivery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cash_receipts",
                schema: "payments",
                columns: table => new
                {
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    recorded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cash_receipts", x => new { x.order_id, x.attempt });
                    table.CheckConstraint("ck_cash_receipts_amount", "amount_minor > 0");
                    table.CheckConstraint("ck_cash_receipts_reason", "outcome = 'received' OR reason IS NOT NULL");
                });

            migrationBuilder.CreateIndex(
                name: "ix_attempts_cash",
                schema: "payments",
                table: "attempts",
                columns: new[] { "tenant_id", "created_at" },
                filter: "gateway = 'cash'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cash_receipts",
                schema: "payments");

            migrationBuilder.DropIndex(
                name: "ix_attempts_cash",
                schema: "payments",
                table: "attempts");
        }
    }
}
