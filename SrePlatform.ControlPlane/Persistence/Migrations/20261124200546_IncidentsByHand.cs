using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class IncidentsByHand : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "declared_by",
                schema: "control",
                table: "incident",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into",
                schema: "control",
                table: "incident",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "priority_is_chosen",
                schema: "control",
                table: "incident",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "severity_is_chosen",
                schema: "control",
                table: "incident",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string[]>(
                name: "tags",
                schema: "control",
                table: "incident",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "incident_link",
                schema: "control",
                columns: table => new
                {
                    low_id = table.Column<Guid>(type: "uuid", nullable: false),
                    high_id = table.Column<Guid>(type: "uuid", nullable: false),
                    linked_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    linked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incident_link", x => new { x.low_id, x.high_id });
                    table.ForeignKey(
                        name: "fk_incident_link_incident_high_id",
                        column: x => x.high_id,
                        principalSchema: "control",
                        principalTable: "incident",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_incident_link_incident_low_id",
                        column: x => x.low_id,
                        principalSchema: "control",
                        principalTable: "incident",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_incident_priority_opened_at_id",
                schema: "control",
                table: "incident",
                columns: new[] { "priority", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_incident_tags",
                schema: "control",
                table: "incident",
                column: "tags")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_incident_updated_at_id",
                schema: "control",
                table: "incident",
                columns: new[] { "updated_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_incident_link_high_id",
                schema: "control",
                table: "incident_link",
                column: "high_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "incident_link",
                schema: "control");

            migrationBuilder.DropIndex(
                name: "ix_incident_priority_opened_at_id",
                schema: "control",
                table: "incident");

            migrationBuilder.DropIndex(
                name: "ix_incident_tags",
                schema: "control",
                table: "incident");

            migrationBuilder.DropIndex(
                name: "ix_incident_updated_at_id",
                schema: "control",
                table: "incident");

            migrationBuilder.DropColumn(
                name: "declared_by",
                schema: "control",
                table: "incident");

            migrationBuilder.DropColumn(
                name: "merged_into",
                schema: "control",
                table: "incident");

            migrationBuilder.DropColumn(
                name: "priority_is_chosen",
                schema: "control",
                table: "incident");

            migrationBuilder.DropColumn(
                name: "severity_is_chosen",
                schema: "control",
                table: "incident");

            migrationBuilder.DropColumn(
                name: "tags",
                schema: "control",
                table: "incident");
        }
    }
}
