using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RulesSilencesAndObjectives : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "builder",
                schema: "control",
                table: "alert_rule",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "further",
                schema: "control",
                table: "alert_rule",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb");

            migrationBuilder.AddColumn<Guid>(
                name: "suppressed_by",
                schema: "control",
                table: "alert",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "suppression",
                schema: "control",
                table: "alert",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "suppression_note",
                schema: "control",
                table: "alert",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "silence",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    matchers = table.Column<string>(type: "jsonb", nullable: false),
                    services = table.Column<string>(type: "jsonb", nullable: false),
                    resource_ids = table.Column<string>(type: "jsonb", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cron = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    time_zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    duration_seconds = table.Column<int>(type: "integer", nullable: true),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    suppressed = table.Column<int>(type: "integer", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_silence", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "slo",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    service = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    description = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    indicator = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    latency_seconds = table.Column<double>(type: "double precision", nullable: true),
                    good_query = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    total_query = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    objective = table.Column<double>(type: "double precision", nullable: false),
                    window_days = table.Column<int>(type: "integer", nullable: false),
                    seeded = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slo", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alert_explaining",
                schema: "control",
                table: "alert",
                column: "starts_at",
                filter: "status = 'firing' AND labels ->> 'inhibits' = 'dependants'");

            migrationBuilder.CreateIndex(
                name: "ix_alert_held_back",
                schema: "control",
                table: "alert",
                column: "suppressed_by",
                filter: "status = 'firing' AND suppression IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_silence_created_at_id",
                schema: "control",
                table: "silence",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_silence_current",
                schema: "control",
                table: "silence",
                column: "ends_at",
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_slo_name",
                schema: "control",
                table: "slo",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "silence",
                schema: "control");

            migrationBuilder.DropTable(
                name: "slo",
                schema: "control");

            migrationBuilder.DropIndex(
                name: "ix_alert_explaining",
                schema: "control",
                table: "alert");

            migrationBuilder.DropIndex(
                name: "ix_alert_held_back",
                schema: "control",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "builder",
                schema: "control",
                table: "alert_rule");

            migrationBuilder.DropColumn(
                name: "further",
                schema: "control",
                table: "alert_rule");

            migrationBuilder.DropColumn(
                name: "suppressed_by",
                schema: "control",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "suppression",
                schema: "control",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "suppression_note",
                schema: "control",
                table: "alert");
        }
    }
}
