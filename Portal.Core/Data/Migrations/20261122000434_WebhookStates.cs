using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class WebhookStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_webhook_events_new",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.AddColumn<int>(
                name: "attempts",
                schema: "payments",
                table: "webhook_events",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "error",
                schema: "payments",
                table: "webhook_events",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "payload",
                schema: "payments",
                table: "webhook_events",
                type: "character varying(8000)",
                maxLength: 8000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "status",
                schema: "payments",
                table: "webhook_events",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "waiting");

            migrationBuilder.AddColumn<long>(
                name: "tenant_id",
                schema: "payments",
                table: "webhook_events",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            // What came before this is of whom it is about, and was followed or is about to be.
            migrationBuilder.Sql(
                """
                UPDATE payments.webhook_events e SET
                    status = CASE WHEN followed_at IS NULL THEN 'waiting' ELSE 'followed' END,
                    attempts = CASE WHEN followed_at IS NULL THEN 0 ELSE 1 END,
                    tenant_id = coalesce(
                        (SELECT a.tenant_id FROM payments.attempts a WHERE a.order_id = e.order_id AND a.attempt = e.attempt),
                        (SELECT r.tenant_id FROM payments.refunds r WHERE r.refund_id = e.refund_id), 0)
                """);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_new",
                schema: "payments",
                table: "webhook_events",
                column: "id",
                filter: "status = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_tenant_id_received_at",
                schema: "payments",
                table: "webhook_events",
                columns: new[] { "tenant_id", "received_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_webhook_events_new",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.DropIndex(
                name: "ix_webhook_events_tenant_id_received_at",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.DropColumn(
                name: "attempts",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.DropColumn(
                name: "error",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.DropColumn(
                name: "payload",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.DropColumn(
                name: "status",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.DropColumn(
                name: "tenant_id",
                schema: "payments",
                table: "webhook_events");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_new",
                schema: "payments",
                table: "webhook_events",
                column: "id",
                filter: "followed_at IS NULL");
        }
    }
}
