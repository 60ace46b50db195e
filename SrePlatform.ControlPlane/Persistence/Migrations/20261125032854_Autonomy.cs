using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Autonomy : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "teams",
                schema: "control",
                table: "change_freeze",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<int>(
                name: "graded_since",
                schema: "control",
                table: "autonomy",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "id",
                schema: "control",
                table: "autonomy",
                type: "uuid",
                nullable: false,
                defaultValueSql: "gen_random_uuid()");

            migrationBuilder.AddColumn<int>(
                name: "right_since",
                schema: "control",
                table: "autonomy",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "runbook_version",
                schema: "control",
                table: "autonomy",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "team",
                schema: "control",
                table: "autonomy",
                type: "character varying(128)",
                maxLength: 128,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "wrong",
                schema: "control",
                table: "autonomy",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "held_because",
                schema: "control",
                table: "approval_request",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "held_until",
                schema: "control",
                table: "approval_request",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "policy",
                schema: "control",
                table: "approval_request",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "graded_by",
                schema: "control",
                table: "action_proposal",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "policy_rule",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    environments = table.Column<string[]>(type: "text[]", nullable: false),
                    teams = table.Column<string[]>(type: "text[]", nullable: false),
                    runbooks = table.Column<string[]>(type: "text[]", nullable: false),
                    min_risk = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    hours = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    days = table.Column<int[]>(type: "integer[]", nullable: false),
                    from_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    to_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    time_zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    approvals = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_rule", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_change_freeze_created_at_id",
                schema: "control",
                table: "change_freeze",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_autonomy_changed_at_id",
                schema: "control",
                table: "autonomy",
                columns: new[] { "changed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_autonomy_id",
                schema: "control",
                table: "autonomy",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_approval_request_held_until",
                schema: "control",
                table: "approval_request",
                column: "held_until",
                filter: "held_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_policy_rule_name",
                schema: "control",
                table: "policy_rule",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "policy_rule",
                schema: "control");

            migrationBuilder.DropIndex(
                name: "ix_change_freeze_created_at_id",
                schema: "control",
                table: "change_freeze");

            migrationBuilder.DropIndex(
                name: "ix_autonomy_changed_at_id",
                schema: "control",
                table: "autonomy");

            migrationBuilder.DropIndex(
                name: "ix_autonomy_id",
                schema: "control",
                table: "autonomy");

            migrationBuilder.DropIndex(
                name: "ix_approval_request_held_until",
                schema: "control",
                table: "approval_request");

            migrationBuilder.DropColumn(
                name: "teams",
                schema: "control",
                table: "change_freeze");

            migrationBuilder.DropColumn(
                name: "graded_since",
                schema: "control",
                table: "autonomy");

            migrationBuilder.DropColumn(
                name: "id",
                schema: "control",
                table: "autonomy");

            migrationBuilder.DropColumn(
                name: "right_since",
                schema: "control",
                table: "autonomy");

            migrationBuilder.DropColumn(
                name: "runbook_version",
                schema: "control",
                table: "autonomy");

            migrationBuilder.DropColumn(
                name: "team",
                schema: "control",
                table: "autonomy");

            migrationBuilder.DropColumn(
                name: "wrong",
                schema: "control",
                table: "autonomy");

            migrationBuilder.DropColumn(
                name: "held_because",
                schema: "control",
                table: "approval_request");

            migrationBuilder.DropColumn(
                name: "held_until",
                schema: "control",
                table: "approval_request");

            migrationBuilder.DropColumn(
                name: "policy",
                schema: "control",
                table: "approval_request");

            migrationBuilder.DropColumn(
                name: "graded_by",
                schema: "control",
                table: "action_proposal");
        }
    }
}
