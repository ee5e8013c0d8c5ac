using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Portal.Core.Ledger;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Ledger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "ledger");

            migrationBuilder.CreateTable(
                name: "accounts",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    owner = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "entry_keys",
                schema: "ledger",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    entry_id = table.Column<long>(type: "bigint", nullable: false),
                    booked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry_keys", x => new { x.tenant_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "entry_reversals",
                schema: "ledger",
                columns: table => new
                {
                    entry_id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    reversed_by_key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry_reversals", x => x.entry_id);
                });

            migrationBuilder.CreateTable(
                name: "seals",
                schema: "ledger",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    from_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    through_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    entries = table.Column<long>(type: "bigint", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seals", x => new { x.tenant_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "balances",
                schema: "ledger",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    sign = table.Column<short>(type: "smallint", nullable: false),
                    may_fall_below_zero = table.Column<bool>(type: "boolean", nullable: false),
                    minor = table.Column<long>(type: "bigint", nullable: false),
                    held_minor = table.Column<long>(type: "bigint", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_balances", x => x.account_id);
                    table.CheckConstraint("ck_balances_floor", "may_fall_below_zero OR sign * minor >= held_minor");
                    table.CheckConstraint("ck_balances_held", "held_minor >= 0");
                    table.CheckConstraint("ck_balances_sign", "sign IN (1, -1)");
                    table.ForeignKey(
                        name: "fk_balances_account_id",
                        column: x => x.account_id,
                        principalSchema: "ledger",
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 50);

            migrationBuilder.CreateTable(
                name: "holds",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    from_account_id = table.Column<long>(type: "bigint", nullable: false),
                    to_account_id = table.Column<long>(type: "bigint", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    reference_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reference_id = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    placed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    posted_minor = table.Column<long>(type: "bigint", nullable: true),
                    entry_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holds", x => x.id);
                    table.CheckConstraint("ck_holds_amount", "amount_minor > 0");
                    table.CheckConstraint("ck_holds_ended", "(status = 'pending') = (ended_at IS NULL)");
                    table.CheckConstraint("ck_holds_posted", "(status = 'posted') = (posted_minor IS NOT NULL) AND posted_minor BETWEEN 1 AND amount_minor");
                    table.ForeignKey(
                        name: "fk_holds_from_account_id",
                        column: x => x.from_account_id,
                        principalSchema: "ledger",
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_holds_to_account_id",
                        column: x => x.to_account_id,
                        principalSchema: "ledger",
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ux_accounts_tenant_id_kind_currency_owner",
                schema: "ledger",
                table: "accounts",
                columns: new[] { "tenant_id", "kind", "currency", "owner" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_holds_from_account_id",
                schema: "ledger",
                table: "holds",
                column: "from_account_id",
                filter: "status = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_holds_pending",
                schema: "ledger",
                table: "holds",
                column: "expires_at",
                filter: "status = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_holds_to_account_id",
                schema: "ledger",
                table: "holds",
                column: "to_account_id");

            migrationBuilder.CreateIndex(
                name: "ux_holds_tenant_id_key",
                schema: "ledger",
                table: "holds",
                columns: new[] { "tenant_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_seals_tenant_id_from_at",
                schema: "ledger",
                table: "seals",
                columns: new[] { "tenant_id", "from_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_entry_reversals_tenant_id_reversed_by_key",
                schema: "ledger",
                table: "entry_reversals",
                columns: new[] { "tenant_id", "reversed_by_key" });

            migrationBuilder.Sql(BooksSql.CreateTables);
            migrationBuilder.Sql(BooksSql.ReplaceCheckPostings);
            migrationBuilder.Sql(BooksSql.CreateRules);
            migrationBuilder.Sql(BooksSql.CreatePostEntries);
            migrationBuilder.Sql(BooksSql.ReplaceEnsurePartitions);
            migrationBuilder.Sql(PartitionSql.Register("ledger.entries"));
            migrationBuilder.Sql(PartitionSql.Register("ledger.postings"));
        }
    }
}
