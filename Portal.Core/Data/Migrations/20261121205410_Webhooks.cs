using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Webhooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_attempts_unanswered",
                schema: "payments",
                table: "attempts");

            migrationBuilder.AddColumn<string>(
                name: "payment_url",
                schema: "payments",
                table: "attempts",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "webhook_events",
                schema: "payments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    gateway = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    event_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: true),
                    attempt = table.Column<int>(type: "integer", nullable: true),
                    refund_id = table.Column<long>(type: "bigint", nullable: true),
                    followed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_events", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_attempts_unanswered",
                schema: "payments",
                table: "attempts",
                column: "created_at",
                filter: "status IN ('created', 'waiting', 'unknown')");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_new",
                schema: "payments",
                table: "webhook_events",
                column: "id",
                filter: "followed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_received_at",
                schema: "payments",
                table: "webhook_events",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ux_webhook_events_gateway_event_id",
                schema: "payments",
                table: "webhook_events",
                columns: new[] { "gateway", "event_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "webhook_events",
                schema: "payments");

            migrationBuilder.DropIndex(
                name: "ix_attempts_unanswered",
                schema: "payments",
                table: "attempts");

            migrationBuilder.DropColumn(
                name: "payment_url",
                schema: "payments",
                table: "attempts");

            migrationBuilder.CreateIndex(
                name: "ix_attempts_unanswered",
                schema: "payments",
                table: "attempts",
                column: "created_at",
                filter: "status IN ('created', 'unknown')");
        }
    }
}
