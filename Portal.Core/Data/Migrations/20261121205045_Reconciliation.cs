using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Reconciliation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "statements",
                schema: "settlement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    account = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    opening_minor = table.Column<long>(type: "bigint", nullable: false),
                    closing_minor = table.Column<long>(type: "bigint", nullable: false),
                    from_day = table.Column<DateOnly>(type: "date", nullable: false),
                    through_day = table.Column<DateOnly>(type: "date", nullable: false),
                    line_count = table.Column<int>(type: "integer", nullable: false),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    file_name = table.Column<string>(type: "character varying(260)", maxLength: 260, nullable: false),
                    imported_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statements", x => x.id);
                    table.CheckConstraint("ck_statements_days", "from_day <= through_day AND line_count >= 0");
                });

            migrationBuilder.CreateTable(
                name: "statement_lines",
                schema: "settlement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    statement_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    fee_minor = table.Column<long>(type: "bigint", nullable: false),
                    booked_on = table.Column<DateOnly>(type: "date", nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    settlement = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    counterparty = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    reason_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    target_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    target_id = table.Column<long>(type: "bigint", nullable: true),
                    entry_key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    fee_entry_key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_lines", x => x.id);
                    table.CheckConstraint("ck_statement_lines_target", "(status = 'matched') = (target_kind IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_statement_lines_statement_id",
                        column: x => x.statement_id,
                        principalSchema: "settlement",
                        principalTable: "statements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "differences",
                schema: "settlement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    account = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: true),
                    target_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    target_id = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    on_day = table.Column<DateOnly>(type: "date", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    resolution = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    resolved_by = table.Column<long>(type: "bigint", nullable: true),
                    resolved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    entry_key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    turn = table.Column<int>(type: "integer", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_differences", x => x.id);
                    table.CheckConstraint("ck_differences_resolved", "(status = 'resolved') = (resolution IS NOT NULL) AND (status = 'resolved') = (resolved_at IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_differences_line_id",
                        column: x => x.line_id,
                        principalSchema: "settlement",
                        principalTable: "statement_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_differences_tenant_id_status_on_day",
                schema: "settlement",
                table: "differences",
                columns: new[] { "tenant_id", "status", "on_day" });

            migrationBuilder.CreateIndex(
                name: "ux_differences_line_id",
                schema: "settlement",
                table: "differences",
                column: "line_id",
                unique: true,
                filter: "line_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_differences_target",
                schema: "settlement",
                table: "differences",
                columns: new[] { "tenant_id", "target_kind", "target_id" },
                unique: true,
                filter: "line_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_statement_lines_open",
                schema: "settlement",
                table: "statement_lines",
                columns: new[] { "tenant_id", "statement_id" },
                filter: "status = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_statement_lines_settlement",
                schema: "settlement",
                table: "statement_lines",
                column: "target_id",
                filter: "target_kind = 'settlement'");

            migrationBuilder.CreateIndex(
                name: "ux_statement_lines_statement_id_number",
                schema: "settlement",
                table: "statement_lines",
                columns: new[] { "statement_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_statement_lines_target",
                schema: "settlement",
                table: "statement_lines",
                columns: new[] { "tenant_id", "target_kind", "target_id" },
                unique: true,
                filter: "target_kind <> 'settlement'");

            migrationBuilder.CreateIndex(
                name: "ux_statements_tenant_id_source_account_reference_currency",
                schema: "settlement",
                table: "statements",
                columns: new[] { "tenant_id", "source", "account", "reference", "currency" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "differences",
                schema: "settlement");

            migrationBuilder.DropTable(
                name: "statement_lines",
                schema: "settlement");

            migrationBuilder.DropTable(
                name: "statements",
                schema: "settlement");
        }
    }
}
