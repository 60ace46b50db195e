using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Postmortems : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "postmortem_number",
                schema: "control");

            migrationBuilder.CreateTable(
                name: "postmortem",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "nextval('control.postmortem_number')"),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    services = table.Column<string[]>(type: "text[]", nullable: false),
                    rules = table.Column<string[]>(type: "text[]", nullable: false),
                    cause_service = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    cause_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    language = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    origin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    items = table.Column<string>(type: "jsonb", nullable: false),
                    author = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    author_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    writers = table.Column<string[]>(type: "text[]", nullable: false),
                    updated_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reviewer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    review_note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    search = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false, computedColumnSql: "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'C')", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_postmortem", x => x.id);
                    table.ForeignKey(
                        name: "fk_postmortem_incident_incident_id",
                        column: x => x.incident_id,
                        principalSchema: "control",
                        principalTable: "incident",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "postmortem_action",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    postmortem_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    because = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_postmortem_action", x => x.id);
                    table.ForeignKey(
                        name: "fk_postmortem_action_postmortem_postmortem_id",
                        column: x => x.postmortem_id,
                        principalSchema: "control",
                        principalTable: "postmortem",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_postmortem_cause_service_cause_kind",
                schema: "control",
                table: "postmortem",
                columns: new[] { "cause_service", "cause_kind" });

            migrationBuilder.CreateIndex(
                name: "ix_postmortem_created_at_id",
                schema: "control",
                table: "postmortem",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_postmortem_incident_id",
                schema: "control",
                table: "postmortem",
                column: "incident_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_postmortem_number",
                schema: "control",
                table: "postmortem",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_postmortem_search",
                schema: "control",
                table: "postmortem",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_postmortem_action_due_on_id",
                schema: "control",
                table: "postmortem_action",
                columns: new[] { "due_on", "id" },
                filter: "state = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_postmortem_action_postmortem_id",
                schema: "control",
                table: "postmortem_action",
                column: "postmortem_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "postmortem_action",
                schema: "control");

            migrationBuilder.DropTable(
                name: "postmortem",
                schema: "control");

            migrationBuilder.DropSequence(
                name: "postmortem_number",
                schema: "control");
        }
    }
}
