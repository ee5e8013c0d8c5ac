using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Chargebacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "chargebacks");

            migrationBuilder.AddColumn<long>(
                name: "disputed_minor",
                schema: "orders",
                table: "orders",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "chargebacks",
                schema: "chargebacks",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    charge_key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    gateway = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    fee_minor = table.Column<long>(type: "bigint", nullable: false),
                    reason_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    evidence_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    recorded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submitted_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refund_id = table.Column<long>(type: "bigint", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chargebacks", x => x.id);
                    table.CheckConstraint("ck_chargebacks_amounts", "amount_minor > 0 AND fee_minor >= 0");
                    table.CheckConstraint("ck_chargebacks_ended", "(status IN ('won', 'lost')) = (ended_at IS NOT NULL)");
                    table.CheckConstraint("ck_chargebacks_refund", "(status = 'lost') = (refund_id IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_chargebacks_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "evidence",
                schema: "chargebacks",
                columns: table => new
                {
                    chargeback_id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    submitted_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence", x => x.chargeback_id);
                    table.ForeignKey(
                        name: "fk_evidence_chargeback_id",
                        column: x => x.chargeback_id,
                        principalSchema: "chargebacks",
                        principalTable: "chargebacks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_orders_disputed",
                schema: "orders",
                table: "orders",
                sql: "disputed_minor BETWEEN 0 AND total_minor - refunded_minor");

            migrationBuilder.CreateIndex(
                name: "ix_chargebacks_order_id",
                schema: "chargebacks",
                table: "chargebacks",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_chargebacks_tenant_id_status_evidence_due_at",
                schema: "chargebacks",
                table: "chargebacks",
                columns: new[] { "tenant_id", "status", "evidence_due_at" });

            migrationBuilder.CreateIndex(
                name: "ux_chargebacks_tenant_id_gateway_reference",
                schema: "chargebacks",
                table: "chargebacks",
                columns: new[] { "tenant_id", "gateway", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_chargebacks_tenant_id_key",
                schema: "chargebacks",
                table: "chargebacks",
                columns: new[] { "tenant_id", "key" },
                unique: true);

            migrationBuilder.Sql(Portal.Core.Orders.FactViewsSql.AddDisputed);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evidence",
                schema: "chargebacks");

            migrationBuilder.DropTable(
                name: "chargebacks",
                schema: "chargebacks");

            migrationBuilder.DropCheckConstraint(
                name: "ck_orders_disputed",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "disputed_minor",
                schema: "orders",
                table: "orders");
        }
    }
}
