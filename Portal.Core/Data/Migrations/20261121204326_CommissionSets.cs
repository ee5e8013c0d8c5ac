using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class CommissionSets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_commission_rules_product_id",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.DropForeignKey(
                name: "fk_commission_rules_seller_id",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.AddColumn<long[]>(
                name: "category_ids",
                schema: "settlement",
                table: "sales",
                type: "bigint[]",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "seller_level",
                schema: "settlement",
                table: "sales",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "category_id",
                schema: "catalog",
                table: "products",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long[]>(
                name: "category_ids",
                schema: "settlement",
                table: "commission_rules",
                type: "bigint[]",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "own_ends_at",
                schema: "settlement",
                table: "commission_rules",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long[]>(
                name: "product_ids",
                schema: "settlement",
                table: "commission_rules",
                type: "bigint[]",
                nullable: true);

            migrationBuilder.AddColumn<long[]>(
                name: "seller_ids",
                schema: "settlement",
                table: "commission_rules",
                type: "bigint[]",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "seller_levels",
                schema: "settlement",
                table: "commission_rules",
                type: "text[]",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "set_id",
                schema: "settlement",
                table: "commission_rules",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ended_by_set_id",
                schema: "settlement",
                table: "commission_rules",
                type: "bigint",
                nullable: true);

            // What a rule named alone becomes a list of one: it must not come to match everything.
            migrationBuilder.Sql(
                """
                UPDATE settlement.commission_rules SET
                    seller_ids = CASE WHEN seller_id IS NOT NULL THEN ARRAY[seller_id] END,
                    product_ids = CASE WHEN product_id IS NOT NULL THEN ARRAY[product_id] END;
                """);

            migrationBuilder.DropColumn(
                name: "seller_id",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.DropColumn(
                name: "product_id",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.CreateIndex(
                name: "ix_commission_rules_set_id",
                schema: "settlement",
                table: "commission_rules",
                column: "set_id");

            migrationBuilder.CreateIndex(
                name: "ix_commission_rules_ended_by_set_id",
                schema: "settlement",
                table: "commission_rules",
                column: "ended_by_set_id");

            migrationBuilder.CreateTable(
                name: "categories",
                schema: "catalog",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    parent_id = table.Column<long>(type: "bigint", nullable: true),
                    ancestor_ids = table.Column<long[]>(type: "bigint[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_categories", x => x.id);
                    table.CheckConstraint("ck_categories_ancestors", "ancestor_ids[cardinality(ancestor_ids)] IS NOT DISTINCT FROM parent_id");
                    table.ForeignKey(
                        name: "fk_categories_parent_id",
                        column: x => x.parent_id,
                        principalSchema: "catalog",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "commission_sets",
                schema: "settlement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    rules = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    published_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    taken_back_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    taken_back_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commission_sets", x => x.id);
                    table.CheckConstraint("ck_commission_sets_published", "(published_at IS NULL) = (starts_at IS NULL) AND (taken_back_at IS NULL OR taken_back_at < starts_at)");
                });

            migrationBuilder.CreateTable(
                name: "shop_levels",
                schema: "settlement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    seller_id = table.Column<long>(type: "bigint", nullable: false),
                    level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    set_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shop_levels", x => x.id);
                    table.ForeignKey(
                        name: "fk_shop_levels_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "tenancy",
                        principalTable: "sellers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_products_category_id",
                schema: "catalog",
                table: "products",
                column: "category_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_commission_rules_conditions",
                schema: "settlement",
                table: "commission_rules",
                sql: "cardinality(seller_ids) > 0 AND cardinality(product_ids) > 0\nAND cardinality(category_ids) > 0 AND cardinality(seller_levels) > 0");

            migrationBuilder.CreateIndex(
                name: "ix_categories_parent_id",
                schema: "catalog",
                table: "categories",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ux_categories_tenant_id_parent_id_name",
                schema: "catalog",
                table: "categories",
                columns: new[] { "tenant_id", "parent_id", "name" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_commission_sets_tenant_id_starts_at",
                schema: "settlement",
                table: "commission_sets",
                columns: new[] { "tenant_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_shop_levels_seller_id",
                schema: "settlement",
                table: "shop_levels",
                column: "seller_id");

            migrationBuilder.CreateIndex(
                name: "ix_shop_levels_tenant_id_seller_id_since",
                schema: "settlement",
                table: "shop_levels",
                columns: new[] { "tenant_id", "seller_id", "since" });

            migrationBuilder.AddForeignKey(
                name: "fk_commission_rules_ended_by_set_id",
                schema: "settlement",
                table: "commission_rules",
                column: "ended_by_set_id",
                principalSchema: "settlement",
                principalTable: "commission_sets",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_commission_rules_set_id",
                schema: "settlement",
                table: "commission_rules",
                column: "set_id",
                principalSchema: "settlement",
                principalTable: "commission_sets",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_products_category_id",
                schema: "catalog",
                table: "products",
                column: "category_id",
                principalSchema: "catalog",
                principalTable: "categories",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_commission_rules_ended_by_set_id",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.DropForeignKey(
                name: "fk_commission_rules_set_id",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.DropForeignKey(
                name: "fk_products_category_id",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropTable(
                name: "categories",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "commission_sets",
                schema: "settlement");

            migrationBuilder.DropTable(
                name: "shop_levels",
                schema: "settlement");

            migrationBuilder.DropIndex(
                name: "ix_products_category_id",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropCheckConstraint(
                name: "ck_commission_rules_conditions",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.DropColumn(
                name: "category_ids",
                schema: "settlement",
                table: "sales");

            migrationBuilder.DropColumn(
                name: "seller_level",
                schema: "settlement",
                table: "sales");

            migrationBuilder.DropColumn(
                name: "category_id",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropColumn(
                name: "category_ids",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.DropColumn(
                name: "own_ends_at",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.AddColumn<long>(
                name: "seller_id",
                schema: "settlement",
                table: "commission_rules",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "product_id",
                schema: "settlement",
                table: "commission_rules",
                type: "bigint",
                nullable: true);

            migrationBuilder.Sql(
                "UPDATE settlement.commission_rules SET seller_id = seller_ids[1], product_id = product_ids[1];");

            migrationBuilder.DropColumn(
                name: "set_id",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.DropColumn(
                name: "ended_by_set_id",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.CreateIndex(
                name: "ix_commission_rules_seller_id",
                schema: "settlement",
                table: "commission_rules",
                column: "seller_id");

            migrationBuilder.CreateIndex(
                name: "ix_commission_rules_product_id",
                schema: "settlement",
                table: "commission_rules",
                column: "product_id");

            migrationBuilder.DropColumn(
                name: "product_ids",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.DropColumn(
                name: "seller_ids",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.DropColumn(
                name: "seller_levels",
                schema: "settlement",
                table: "commission_rules");

            migrationBuilder.AddForeignKey(
                name: "fk_commission_rules_product_id",
                schema: "settlement",
                table: "commission_rules",
                column: "product_id",
                principalSchema: "catalog",
                principalTable: "products",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_commission_rules_seller_id",
                schema: "settlement",
                table: "commission_rules",
                column: "seller_id",
                principalSchema: "tenancy",
                principalTable: "sellers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
