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
                name: "graded_by",
                schema: "control",
                table: "action_proposal",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_autonomy_changed_at_id",
                schema: "control",
                table: "autonomy");

            migrationBuilder.DropIndex(
                name: "ix_autonomy_id",
                schema: "control",
                table: "autonomy");

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
                name: "graded_by",
                schema: "control",
                table: "action_proposal");
        }
    }
}
