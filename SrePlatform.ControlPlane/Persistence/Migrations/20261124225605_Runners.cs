using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Runners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "sealed_secrets",
                schema: "control",
                table: "execution",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "automation_secret",
                schema: "control",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    @protected = table.Column<string>(name: "protected", type: "text", nullable: false),
                    runbooks = table.Column<string[]>(type: "text[]", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_automation_secret", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "executor",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    isolation = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    isolation_detail = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    programs = table.Column<string[]>(type: "text[]", nullable: false),
                    key_apart = table.Column<bool>(type: "boolean", nullable: false),
                    sealing_key = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_executor", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_executor_seen_at",
                schema: "control",
                table: "executor",
                column: "seen_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "automation_secret",
                schema: "control");

            migrationBuilder.DropTable(
                name: "executor",
                schema: "control");

            migrationBuilder.DropColumn(
                name: "sealed_secrets",
                schema: "control",
                table: "execution");
        }
    }
}
