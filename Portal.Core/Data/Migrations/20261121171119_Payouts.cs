using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Payouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "approval_limit_minor",
                schema: "settlement",
                table: "terms",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "payer_iban",
                schema: "settlement",
                table: "terms",
                type: "character varying(34)",
                maxLength: 34,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "payer_name",
                schema: "settlement",
                table: "terms",
                type: "character varying(70)",
                maxLength: 70,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "payout_id",
                schema: "settlement",
                table: "sales",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "payout_accounts",
                schema: "settlement",
                columns: table => new
                {
                    seller_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    holder_name = table.Column<string>(type: "character varying(70)", maxLength: 70, nullable: false),
                    iban = table.Column<string>(type: "character varying(34)", maxLength: 34, nullable: false),
                    schedule = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    minimum_minor = table.Column<long>(type: "bigint", nullable: false),
                    reserve_minor = table.Column<long>(type: "bigint", nullable: false),
                    paused_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    is_paused_by_return = table.Column<bool>(type: "boolean", nullable: false),
                    bank_changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payout_accounts", x => new { x.seller_id, x.currency });
                    table.CheckConstraint("ck_payout_accounts_kept", "minimum_minor >= 0 AND reserve_minor >= 0");
                    table.ForeignKey(
                        name: "fk_payout_accounts_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "tenancy",
                        principalTable: "sellers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payout_runs",
                schema: "settlement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    total_minor = table.Column<long>(type: "bigint", nullable: false),
                    submitted_by = table.Column<long>(type: "bigint", nullable: true),
                    submitted_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_by = table.Column<long>(type: "bigint", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payout_runs", x => x.id);
                    table.CheckConstraint("ck_payout_runs_four_eyes", "submitted_by IS NULL OR approved_by IS NULL OR submitted_by <> approved_by");
                    table.CheckConstraint("ck_payout_runs_total", "total_minor > 0 AND count > 0");
                });

            migrationBuilder.CreateTable(
                name: "payouts",
                schema: "settlement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    seller_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    sales_minor = table.Column<long>(type: "bigint", nullable: false),
                    sales_count = table.Column<int>(type: "integer", nullable: false),
                    reserve_minor = table.Column<long>(type: "bigint", nullable: false),
                    holder_name = table.Column<string>(type: "character varying(70)", maxLength: 70, nullable: false),
                    iban = table.Column<string>(type: "character varying(34)", maxLength: 34, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    hold_id = table.Column<long>(type: "bigint", nullable: true),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    returned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    returned_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payouts", x => x.id);
                    table.CheckConstraint("ck_payouts_amount", "amount_minor > 0");
                    table.ForeignKey(
                        name: "fk_payouts_run_id",
                        column: x => x.run_id,
                        principalSchema: "settlement",
                        principalTable: "payout_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sales_payout_id",
                schema: "settlement",
                table: "sales",
                column: "payout_id",
                filter: "payout_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sales_unpaid",
                schema: "settlement",
                table: "sales",
                columns: new[] { "tenant_id", "seller_id", "currency" },
                filter: "status = 'released' AND payout_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payout_runs_tenant_id_id",
                schema: "settlement",
                table: "payout_runs",
                columns: new[] { "tenant_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payouts_tenant_id_seller_id_id",
                schema: "settlement",
                table: "payouts",
                columns: new[] { "tenant_id", "seller_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_payouts_run_id_seller_id",
                schema: "settlement",
                table: "payouts",
                columns: new[] { "run_id", "seller_id" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_sales_payout_id",
                schema: "settlement",
                table: "sales",
                column: "payout_id",
                principalSchema: "settlement",
                principalTable: "payouts",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_sales_payout_id",
                schema: "settlement",
                table: "sales");

            migrationBuilder.DropTable(
                name: "payout_accounts",
                schema: "settlement");

            migrationBuilder.DropTable(
                name: "payouts",
                schema: "settlement");

            migrationBuilder.DropTable(
                name: "payout_runs",
                schema: "settlement");

            migrationBuilder.DropIndex(
                name: "ix_sales_payout_id",
                schema: "settlement",
                table: "sales");

            migrationBuilder.DropIndex(
                name: "ix_sales_unpaid",
                schema: "settlement",
                table: "sales");

            migrationBuilder.DropColumn(
                name: "approval_limit_minor",
                schema: "settlement",
                table: "terms");

            migrationBuilder.DropColumn(
                name: "payer_iban",
                schema: "settlement",
                table: "terms");

            migrationBuilder.DropColumn(
                name: "payer_name",
                schema: "settlement",
                table: "terms");

            migrationBuilder.DropColumn(
                name: "payout_id",
                schema: "settlement",
                table: "sales");
        }
    }
}
