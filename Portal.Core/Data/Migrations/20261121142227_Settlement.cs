using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Settlement : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "settlement");

            migrationBuilder.CreateTable(
                name: "commission_rules",
                schema: "settlement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    seller_id = table.Column<long>(type: "bigint", nullable: true),
                    product_id = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    from_minor = table.Column<long>(type: "bigint", nullable: true),
                    rate_basis_points = table.Column<int>(type: "integer", nullable: false),
                    fixed_minor = table.Column<long>(type: "bigint", nullable: false),
                    floor_minor = table.Column<long>(type: "bigint", nullable: true),
                    cap_minor = table.Column<long>(type: "bigint", nullable: true),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commission_rules", x => x.id);
                    table.CheckConstraint("ck_commission_rules_rate", "rate_basis_points BETWEEN 0 AND 10000 AND fixed_minor >= 0");
                    table.ForeignKey(
                        name: "fk_commission_rules_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_commission_rules_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "tenancy",
                        principalTable: "sellers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sales",
                schema: "settlement",
                columns: table => new
                {
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    seller_id = table.Column<long>(type: "bigint", nullable: false),
                    product_id = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    gross_minor = table.Column<long>(type: "bigint", nullable: false),
                    commission_minor = table.Column<long>(type: "bigint", nullable: false),
                    tax_minor = table.Column<long>(type: "bigint", nullable: false),
                    commission_rule_id = table.Column<long>(type: "bigint", nullable: true),
                    refunded_minor = table.Column<long>(type: "bigint", nullable: false),
                    captured_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    frozen_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sales", x => new { x.order_id, x.line_no });
                    table.CheckConstraint("ck_sales_commission", "commission_minor >= 0 AND tax_minor >= 0 AND commission_minor + tax_minor <= gross_minor");
                    table.CheckConstraint("ck_sales_refunded", "refunded_minor BETWEEN 0 AND gross_minor");
                    table.CheckConstraint("ck_sales_released", "(status = 'released') = (released_at IS NOT NULL)");
                });

            migrationBuilder.CreateTable(
                name: "terms",
                schema: "settlement",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    delivery_days = table.Column<int>(type: "integer", nullable: false),
                    dispute_days = table.Column<int>(type: "integer", nullable: false),
                    tax_basis_points = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_terms", x => x.tenant_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_commission_rules_product_id",
                schema: "settlement",
                table: "commission_rules",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_commission_rules_seller_id",
                schema: "settlement",
                table: "commission_rules",
                column: "seller_id");

            migrationBuilder.CreateIndex(
                name: "ix_commission_rules_tenant_id_position",
                schema: "settlement",
                table: "commission_rules",
                columns: new[] { "tenant_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_sales_held",
                schema: "settlement",
                table: "sales",
                columns: new[] { "tenant_id", "due_at" },
                filter: "status = 'held'");

            migrationBuilder.CreateIndex(
                name: "ix_sales_tenant_id_captured_at_order_id",
                schema: "settlement",
                table: "sales",
                columns: new[] { "tenant_id", "captured_at", "order_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sales_tenant_id_seller_id_captured_at",
                schema: "settlement",
                table: "sales",
                columns: new[] { "tenant_id", "seller_id", "captured_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commission_rules",
                schema: "settlement");

            migrationBuilder.DropTable(
                name: "sales",
                schema: "settlement");

            migrationBuilder.DropTable(
                name: "terms",
                schema: "settlement");
        }
    }
}
