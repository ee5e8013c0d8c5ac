using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Wallets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "wallets");

            migrationBuilder.AddColumn<string>(
                name: "destination",
                schema: "returns",
                table: "refund_grants",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "original_method");

            migrationBuilder.CreateTable(
                name: "limits",
                schema: "wallets",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    balance_minor = table.Column<long>(type: "bigint", nullable: false),
                    top_up_minor = table.Column<long>(type: "bigint", nullable: false),
                    day_minor = table.Column<long>(type: "bigint", nullable: false),
                    adjustment_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_limits", x => new { x.tenant_id, x.currency });
                    table.CheckConstraint("ck_limits_order", "0 < top_up_minor AND top_up_minor <= day_minor AND day_minor <= balance_minor AND adjustment_minor > 0");
                    table.ForeignKey(
                        name: "fk_limits_tenant_id",
                        column: x => x.tenant_id,
                        principalSchema: "tenancy",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "wallets",
                schema: "wallets",
                columns: table => new
                {
                    wallet_id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wallets", x => x.wallet_id);
                    table.ForeignKey(
                        name: "fk_wallets_customer_id",
                        column: x => x.customer_id,
                        principalSchema: "orders",
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "adjustments",
                schema: "wallets",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    wallet_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    direction = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    made_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_adjustments", x => x.id);
                    table.CheckConstraint("ck_adjustments_amount", "amount_minor > 0");
                    table.ForeignKey(
                        name: "fk_adjustments_wallet_id",
                        column: x => x.wallet_id,
                        principalSchema: "wallets",
                        principalTable: "wallets",
                        principalColumn: "wallet_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "top_ups",
                schema: "wallets",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    wallet_id = table.Column<long>(type: "bigint", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    gateway = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    gateway_reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    decline_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_top_ups", x => x.id);
                    table.CheckConstraint("ck_top_ups_amount", "amount_minor > 0");
                    table.CheckConstraint("ck_top_ups_ended", "(status IN ('captured', 'declined')) = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (due_at IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_top_ups_wallet_id",
                        column: x => x.wallet_id,
                        principalSchema: "wallets",
                        principalTable: "wallets",
                        principalColumn: "wallet_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_adjustments_wallet_id",
                schema: "wallets",
                table: "adjustments",
                column: "wallet_id");

            migrationBuilder.CreateIndex(
                name: "ux_adjustments_tenant_id_key",
                schema: "wallets",
                table: "adjustments",
                columns: new[] { "tenant_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_top_ups_due",
                schema: "wallets",
                table: "top_ups",
                columns: new[] { "tenant_id", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_top_ups_wallet_id_requested_at",
                schema: "wallets",
                table: "top_ups",
                columns: new[] { "wallet_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ux_top_ups_key",
                schema: "wallets",
                table: "top_ups",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_wallets_customer_id",
                schema: "wallets",
                table: "wallets",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ux_wallets_tenant_id_customer_id_currency",
                schema: "wallets",
                table: "wallets",
                columns: new[] { "tenant_id", "customer_id", "currency" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "adjustments",
                schema: "wallets");

            migrationBuilder.DropTable(
                name: "limits",
                schema: "wallets");

            migrationBuilder.DropTable(
                name: "top_ups",
                schema: "wallets");

            migrationBuilder.DropTable(
                name: "wallets",
                schema: "wallets");

            migrationBuilder.DropColumn(
                name: "destination",
                schema: "returns",
                table: "refund_grants");
        }
    }
}
