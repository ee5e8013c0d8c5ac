using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Debts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "debt_repayments",
                schema: "settlement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    seller_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    bank_reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    recorded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_debt_repayments", x => x.id);
                    table.CheckConstraint("ck_debt_repayments_amount", "amount_minor > 0");
                    table.ForeignKey(
                        name: "fk_debt_repayments_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "tenancy",
                        principalTable: "sellers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "debt_write_offs",
                schema: "settlement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    seller_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    requested_by = table.Column<long>(type: "bigint", nullable: false),
                    requested_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_by = table.Column<long>(type: "bigint", nullable: true),
                    decided_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refused_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_debt_write_offs", x => x.id);
                    table.CheckConstraint("ck_debt_write_offs_amount", "amount_minor > 0");
                    table.CheckConstraint("ck_debt_write_offs_decided", "(status = 'requested') = (decided_at IS NULL)");
                    table.CheckConstraint("ck_debt_write_offs_four_eyes", "status <> 'approved' OR (decided_by IS NOT NULL AND decided_by <> requested_by)");
                    table.ForeignKey(
                        name: "fk_debt_write_offs_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "tenancy",
                        principalTable: "sellers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_debt_repayments_seller_id_currency",
                schema: "settlement",
                table: "debt_repayments",
                columns: new[] { "seller_id", "currency" });

            migrationBuilder.CreateIndex(
                name: "ux_debt_repayments_tenant_id_key",
                schema: "settlement",
                table: "debt_repayments",
                columns: new[] { "tenant_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_debt_write_offs_seller_id_currency",
                schema: "settlement",
                table: "debt_write_offs",
                columns: new[] { "seller_id", "currency" });

            migrationBuilder.CreateIndex(
                name: "ux_debt_write_offs_waiting",
                schema: "settlement",
                table: "debt_write_offs",
                column: "account_id",
                unique: true,
                filter: "status = 'requested'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "debt_repayments",
                schema: "settlement");

            migrationBuilder.DropTable(
                name: "debt_write_offs",
                schema: "settlement");
        }
    }
}
