using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Checkout : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "data");

            migrationBuilder.AddColumn<long>(
                name: "delivery_minor",
                schema: "orders",
                table: "seller_parts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "fee_minor",
                schema: "orders",
                table: "seller_parts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "tax_minor",
                schema: "orders",
                table: "seller_parts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "delivery_minor",
                schema: "orders",
                table: "orders",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "fee_minor",
                schema: "orders",
                table: "orders",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "tax_minor",
                schema: "orders",
                table: "orders",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "carts",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    customer_reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    address = table.Column<string>(type: "jsonb", nullable: true),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    delivery_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    payment_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    total_minor = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_carts", x => x.id);
                    table.ForeignKey(
                        name: "fk_carts_tenant_id",
                        column: x => x.tenant_id,
                        principalSchema: "tenancy",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "delivery_options",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    price_minor = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery_options", x => x.id);
                    table.CheckConstraint("ck_delivery_options_price", "price_minor >= 0");
                    table.ForeignKey(
                        name: "fk_delivery_options_tenant_id",
                        column: x => x.tenant_id,
                        principalSchema: "tenancy",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "keyed_calls",
                schema: "data",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "character varying(280)", maxLength: 280, nullable: false, collation: "C"),
                    request_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    token = table.Column<Guid>(type: "uuid", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answer_status = table.Column<int>(type: "integer", nullable: true),
                    answer_body = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_keyed_calls", x => new { x.tenant_id, x.key });
                    table.CheckConstraint("ck_keyed_calls_answer", "(answer_status IS NULL) = (answer_body IS NULL)");
                });

            migrationBuilder.CreateTable(
                name: "methods",
                schema: "payments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    min_minor = table.Column<long>(type: "bigint", nullable: false),
                    max_minor = table.Column<long>(type: "bigint", nullable: true),
                    fee_minor = table.Column<long>(type: "bigint", nullable: false),
                    fee_basis_points = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_methods", x => x.id);
                    table.CheckConstraint("ck_methods_fee", "fee_minor >= 0 AND fee_basis_points BETWEEN 0 AND 10000");
                    table.CheckConstraint("ck_methods_range", "min_minor >= 0 AND (max_minor IS NULL OR max_minor >= min_minor)");
                    table.ForeignKey(
                        name: "fk_methods_tenant_id",
                        column: x => x.tenant_id,
                        principalSchema: "tenancy",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_checkouts",
                schema: "orders",
                columns: table => new
                {
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    address = table.Column<string>(type: "jsonb", nullable: false),
                    delivery_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    delivery_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    payment_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    payment_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    tax_basis_points = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_checkouts", x => x.order_id);
                    table.ForeignKey(
                        name: "fk_order_checkouts_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tax_rates",
                schema: "orders",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    basis_points = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tax_rates", x => new { x.tenant_id, x.country });
                    table.CheckConstraint("ck_tax_rates_basis_points", "basis_points BETWEEN 0 AND 10000");
                    table.ForeignKey(
                        name: "fk_tax_rates_tenant_id",
                        column: x => x.tenant_id,
                        principalSchema: "tenancy",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cart_lines",
                schema: "orders",
                columns: table => new
                {
                    cart_id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    unit_price_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cart_lines", x => new { x.cart_id, x.product_id });
                    table.CheckConstraint("ck_cart_lines_amounts", "quantity > 0 AND unit_price_minor >= 0");
                    table.ForeignKey(
                        name: "fk_cart_lines_cart_id",
                        column: x => x.cart_id,
                        principalSchema: "orders",
                        principalTable: "carts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cart_lines_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_seller_parts_breakdown",
                schema: "orders",
                table: "seller_parts",
                sql: "delivery_minor >= 0 AND fee_minor >= 0 AND delivery_minor + fee_minor <= total_minor AND tax_minor BETWEEN 0 AND total_minor");

            migrationBuilder.AddCheckConstraint(
                name: "ck_orders_breakdown",
                schema: "orders",
                table: "orders",
                sql: "delivery_minor >= 0 AND fee_minor >= 0 AND delivery_minor + fee_minor <= total_minor AND tax_minor BETWEEN 0 AND total_minor");

            migrationBuilder.CreateIndex(
                name: "ix_cart_lines_product_id",
                schema: "orders",
                table: "cart_lines",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_carts_expires_at",
                schema: "orders",
                table: "carts",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_carts_tenant_id",
                schema: "orders",
                table: "carts",
                column: "tenant_id");

            migrationBuilder.CreateIndex(
                name: "ux_delivery_options_tenant_id_code_country_currency",
                schema: "orders",
                table: "delivery_options",
                columns: new[] { "tenant_id", "code", "country", "currency" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_keyed_calls_begun_at",
                schema: "data",
                table: "keyed_calls",
                column: "begun_at");

            migrationBuilder.CreateIndex(
                name: "ux_methods_tenant_id_code_country_currency",
                schema: "payments",
                table: "methods",
                columns: new[] { "tenant_id", "code", "country", "currency" },
                unique: true);

            migrationBuilder.Sql(Portal.Core.Orders.FactViewsSql.AddBreakdown);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cart_lines",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "delivery_options",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "keyed_calls",
                schema: "data");

            migrationBuilder.DropTable(
                name: "methods",
                schema: "payments");

            migrationBuilder.DropTable(
                name: "order_checkouts",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "tax_rates",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "carts",
                schema: "orders");

            migrationBuilder.DropCheckConstraint(
                name: "ck_seller_parts_breakdown",
                schema: "orders",
                table: "seller_parts");

            migrationBuilder.DropCheckConstraint(
                name: "ck_orders_breakdown",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "delivery_minor",
                schema: "orders",
                table: "seller_parts");

            migrationBuilder.DropColumn(
                name: "fee_minor",
                schema: "orders",
                table: "seller_parts");

            migrationBuilder.DropColumn(
                name: "tax_minor",
                schema: "orders",
                table: "seller_parts");

            migrationBuilder.DropColumn(
                name: "delivery_minor",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "fee_minor",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "tax_minor",
                schema: "orders",
                table: "orders");
        }
    }
}
