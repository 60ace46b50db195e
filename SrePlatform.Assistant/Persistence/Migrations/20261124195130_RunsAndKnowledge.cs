using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace SrePlatform.Assistant.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RunsAndKnowledge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "follows_id",
                schema: "assistant",
                table: "diagnosis_session",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "model",
                schema: "assistant",
                table: "diagnosis_session",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "replay_of_id",
                schema: "assistant",
                table: "diagnosis_session",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "answer",
                schema: "assistant",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    headline = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    document = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer", x => x.session_id);
                    table.ForeignKey(
                        name: "fk_answer_diagnosis_session_session_id",
                        column: x => x.session_id,
                        principalSchema: "assistant",
                        principalTable: "diagnosis_session",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "enrichment",
                schema: "assistant",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrichment", x => x.session_id);
                    table.ForeignKey(
                        name: "fk_enrichment_diagnosis_session_session_id",
                        column: x => x.session_id,
                        principalSchema: "assistant",
                        principalTable: "diagnosis_session",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "feedback",
                schema: "assistant",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    grade = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    corrected_cause = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    comment = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    graded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reviewed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback", x => x.id);
                    table.ForeignKey(
                        name: "fk_feedback_diagnosis_session_session_id",
                        column: x => x.session_id,
                        principalSchema: "assistant",
                        principalTable: "diagnosis_session",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "knowledge",
                schema: "assistant",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    reference = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    services = table.Column<string[]>(type: "text[]", nullable: false),
                    grams = table.Column<string>(type: "text", nullable: false),
                    search = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false, computedColumnSql: "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', grams), 'B') || setweight(to_tsvector('simple', body), 'C')", stored: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_knowledge", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "model_call",
                schema: "assistant",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    agent = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    provider = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    model = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    duration_ms = table.Column<int>(type: "integer", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cost_usd = table.Column<decimal>(type: "numeric(14,8)", precision: 14, scale: 8, nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    request = table.Column<string>(type: "text", nullable: false),
                    response = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_call", x => x.id);
                    table.ForeignKey(
                        name: "fk_model_call_diagnosis_session_session_id",
                        column: x => x.session_id,
                        principalSchema: "assistant",
                        principalTable: "diagnosis_session",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_diagnosis_session_replay_of_id",
                schema: "assistant",
                table: "diagnosis_session",
                column: "replay_of_id",
                filter: "replay_of_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_enrichment_lease_until",
                schema: "assistant",
                table: "enrichment",
                column: "lease_until",
                filter: "state = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_feedback_session_id_graded_by",
                schema: "assistant",
                table: "feedback",
                columns: new[] { "session_id", "graded_by" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_knowledge_kind_reference",
                schema: "assistant",
                table: "knowledge",
                columns: new[] { "kind", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_knowledge_search",
                schema: "assistant",
                table: "knowledge",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_knowledge_updated_at_id",
                schema: "assistant",
                table: "knowledge",
                columns: new[] { "updated_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_model_call_session_id_number",
                schema: "assistant",
                table: "model_call",
                columns: new[] { "session_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_model_call_started_at",
                schema: "assistant",
                table: "model_call",
                column: "started_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "answer",
                schema: "assistant");

            migrationBuilder.DropTable(
                name: "enrichment",
                schema: "assistant");

            migrationBuilder.DropTable(
                name: "feedback",
                schema: "assistant");

            migrationBuilder.DropTable(
                name: "knowledge",
                schema: "assistant");

            migrationBuilder.DropTable(
                name: "model_call",
                schema: "assistant");

            migrationBuilder.DropIndex(
                name: "ix_diagnosis_session_replay_of_id",
                schema: "assistant",
                table: "diagnosis_session");

            migrationBuilder.DropColumn(
                name: "follows_id",
                schema: "assistant",
                table: "diagnosis_session");

            migrationBuilder.DropColumn(
                name: "model",
                schema: "assistant",
                table: "diagnosis_session");

            migrationBuilder.DropColumn(
                name: "replay_of_id",
                schema: "assistant",
                table: "diagnosis_session");
        }
    }
}
