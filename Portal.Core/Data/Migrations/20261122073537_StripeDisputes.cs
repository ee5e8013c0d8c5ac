using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class StripeDisputes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "subject",
                schema: "payments",
                table: "webhook_events",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "reversed_minor",
                schema: "settlement",
                table: "payout_transfers",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "heard_at",
                schema: "settlement",
                table: "connected_accounts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "disputes",
                schema: "chargebacks",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    gateway = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    chargeback_id = table.Column<long>(type: "bigint", nullable: true),
                    order_id = table.Column<long>(type: "bigint", nullable: true),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    reason_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    evidence_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    heard = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    doubts = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    noticed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_aside_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    set_aside_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_aside_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disputes", x => x.id);
                    table.ForeignKey(
                        name: "fk_disputes_chargeback_id",
                        column: x => x.chargeback_id,
                        principalSchema: "chargebacks",
                        principalTable: "chargebacks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_disputes_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "evidence_sendings",
                schema: "chargebacks",
                columns: table => new
                {
                    chargeback_id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    dispute = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    fields = table.Column<string>(type: "jsonb", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    refusals = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failure_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_sendings", x => x.chargeback_id);
                    table.CheckConstraint("ck_evidence_sendings_due", "(status IN ('waiting', 'sending', 'unknown')) = (due_at IS NOT NULL)");
                    table.CheckConstraint("ck_evidence_sendings_sent", "(status = 'sent') = (sent_at IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_evidence_sendings_chargeback_id",
                        column: x => x.chargeback_id,
                        principalSchema: "chargebacks",
                        principalTable: "chargebacks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "gateway_movements",
                schema: "settlement",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    target_id = table.Column<long>(type: "bigint", nullable: false),
                    gateway = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    fee_minor = table.Column<long>(type: "bigint", nullable: false),
                    entry_key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    moved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gateway_movements", x => new { x.tenant_id, x.kind, x.target_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_tenant_id_subject",
                schema: "payments",
                table: "webhook_events",
                columns: new[] { "tenant_id", "subject" },
                filter: "subject IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_payout_transfers_reversed",
                schema: "settlement",
                table: "payout_transfers",
                sql: "reversed_minor BETWEEN 0 AND amount_minor");

            migrationBuilder.CreateIndex(
                name: "ix_attempts_stripe",
                schema: "payments",
                table: "attempts",
                column: "gateway_reference",
                filter: "gateway = 'stripe' AND status = 'captured' AND gateway_reference IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_due",
                schema: "chargebacks",
                table: "disputes",
                columns: new[] { "tenant_id", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_order_id",
                schema: "chargebacks",
                table: "disputes",
                column: "order_id",
                filter: "order_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_disputes_chargeback_id",
                schema: "chargebacks",
                table: "disputes",
                column: "chargeback_id",
                unique: true,
                filter: "chargeback_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_disputes_gateway_reference",
                schema: "chargebacks",
                table: "disputes",
                columns: new[] { "gateway", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_evidence_sendings_due",
                schema: "chargebacks",
                table: "evidence_sendings",
                columns: new[] { "tenant_id", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_gateway_movements_tenant_id_gateway_reference",
                schema: "settlement",
                table: "gateway_movements",
                columns: new[] { "tenant_id", "gateway", "reference" });

            migrationBuilder.Sql(Portal.Core.Settlement.Reconciliation.MovementsSql.ExpectEarlier);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "disputes",
                schema: "chargebacks");

            migrationBuilder.DropTable(
                name: "evidence_sendings",
                schema: "chargebacks");

            migrationBuilder.DropTable(
                name: "gateway_movements",
                schema: "settlement");

            migrationBuilder.DropIndex(
                name: "ix_webhook_events_tenant_id_subject",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.DropCheckConstraint(
                name: "ck_payout_transfers_reversed",
                schema: "settlement",
                table: "payout_transfers");

            migrationBuilder.DropIndex(
                name: "ix_attempts_stripe",
                schema: "payments",
                table: "attempts");

            migrationBuilder.DropColumn(
                name: "subject",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.DropColumn(
                name: "reversed_minor",
                schema: "settlement",
                table: "payout_transfers");

            migrationBuilder.DropColumn(
                name: "heard_at",
                schema: "settlement",
                table: "connected_accounts");
        }
    }
}
