using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class ReturnedRefundsAndWaitingTopUps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "payment_url",
                schema: "wallets",
                table: "top_ups",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "check_due_at",
                schema: "payments",
                table: "refunds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "returns",
                schema: "payments",
                table: "refunds",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "ix_refunds_check_due",
                schema: "payments",
                table: "refunds",
                columns: new[] { "tenant_id", "check_due_at" },
                filter: "check_due_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_refunds_check_due",
                schema: "payments",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "payment_url",
                schema: "wallets",
                table: "top_ups");

            migrationBuilder.DropColumn(
                name: "check_due_at",
                schema: "payments",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "returns",
                schema: "payments",
                table: "refunds");
        }
    }
}
