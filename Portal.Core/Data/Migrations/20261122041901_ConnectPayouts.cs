using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class ConnectPayouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "payout_id",
                schema: "payments",
                table: "webhook_events",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "method",
                schema: "settlement",
                table: "payouts",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "bank");

            migrationBuilder.AddColumn<string>(
                name: "stripe_account",
                schema: "settlement",
                table: "payouts",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "method",
                schema: "settlement",
                table: "payout_accounts",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "bank");

            migrationBuilder.CreateTable(
                name: "connected_accounts",
                schema: "settlement",
                columns: table => new
                {
                    seller_id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    may_receive = table.Column<bool>(type: "boolean", nullable: false),
                    pays_out = table.Column<bool>(type: "boolean", nullable: false),
                    due = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    invited_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connected_accounts", x => x.seller_id);
                    table.ForeignKey(
                        name: "fk_connected_accounts_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "tenancy",
                        principalTable: "sellers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payout_transfers",
                schema: "settlement",
                columns: table => new
                {
                    payout_id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    refusals = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    unknown_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    failure_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    check_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    heard = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payout_transfers", x => x.payout_id);
                    table.CheckConstraint("ck_payout_transfers_amount", "amount_minor > 0");
                    table.CheckConstraint("ck_payout_transfers_due", "status = 'failed' OR (status IN ('waiting', 'sending', 'unknown')) = (due_at IS NOT NULL)");
                    table.CheckConstraint("ck_payout_transfers_sent", "(status IN ('sent', 'reversed')) = (reference IS NOT NULL AND sent_at IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_payout_transfers_payout_id",
                        column: x => x.payout_id,
                        principalSchema: "settlement",
                        principalTable: "payouts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_payout_id",
                schema: "payments",
                table: "webhook_events",
                column: "payout_id",
                filter: "payout_id IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_payouts_destination",
                schema: "settlement",
                table: "payouts",
                sql: "(method = 'stripe') = (stripe_account IS NOT NULL)");

            migrationBuilder.CreateIndex(
                name: "ux_connected_accounts_account_id",
                schema: "settlement",
                table: "connected_accounts",
                column: "account_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payout_transfers_check_due",
                schema: "settlement",
                table: "payout_transfers",
                columns: new[] { "tenant_id", "check_due_at" },
                filter: "check_due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payout_transfers_due",
                schema: "settlement",
                table: "payout_transfers",
                columns: new[] { "tenant_id", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payout_transfers_run_id",
                schema: "settlement",
                table: "payout_transfers",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ux_payout_transfers_tenant_id_reference",
                schema: "settlement",
                table: "payout_transfers",
                columns: new[] { "tenant_id", "reference" },
                unique: true,
                filter: "reference IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "connected_accounts",
                schema: "settlement");

            migrationBuilder.DropTable(
                name: "payout_transfers",
                schema: "settlement");

            migrationBuilder.DropIndex(
                name: "ix_webhook_events_payout_id",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.DropCheckConstraint(
                name: "ck_payouts_destination",
                schema: "settlement",
                table: "payouts");

            migrationBuilder.DropColumn(
                name: "payout_id",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.DropColumn(
                name: "method",
                schema: "settlement",
                table: "payouts");

            migrationBuilder.DropColumn(
                name: "stripe_account",
                schema: "settlement",
                table: "payouts");

            migrationBuilder.DropColumn(
                name: "method",
                schema: "settlement",
                table: "payout_accounts");
        }
    }
}
