using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Repair : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "approval_number",
                schema: "control");

            migrationBuilder.CreateSequence(
                name: "execution_number",
                schema: "control");

            migrationBuilder.CreateTable(
                name: "action_proposal",
                schema: "control",
                columns: table => new
                {
                    diagnosis_id = table.Column<Guid>(type: "uuid", nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decision = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rule = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    runbook = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: true),
                    title = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    parameters = table.Column<string>(type: "jsonb", nullable: false),
                    environment = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    level = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    was_right = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_action_proposal", x => x.diagnosis_id);
                });

            migrationBuilder.CreateTable(
                name: "approval_request",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "nextval('control.approval_number')"),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    title = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    runbook = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    runbook_version = table.Column<int>(type: "integer", nullable: false),
                    runbook_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    risk = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    parameters = table.Column<string>(type: "jsonb", nullable: false),
                    targets = table.Column<string[]>(type: "text[]", nullable: false),
                    environment = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    team = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    blast_radius = table.Column<string>(type: "text", nullable: false),
                    expected_effect = table.Column<string>(type: "text", nullable: false),
                    revert = table.Column<string>(type: "text", nullable: true),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: true),
                    session_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    evidence = table.Column<string>(type: "jsonb", nullable: false),
                    origin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    revert_of = table.Column<Guid>(type: "uuid", nullable: true),
                    requester = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    requester_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    requester_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    required_approvals = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    idempotency_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "autonomy",
                schema: "control",
                columns: table => new
                {
                    rule = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    runbook = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    level = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    proposed = table.Column<int>(type: "integer", nullable: false),
                    right = table.Column<int>(type: "integer", nullable: false),
                    executed = table.Column<int>(type: "integer", nullable: false),
                    verified = table.Column<int>(type: "integer", nullable: false),
                    reverted = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    in_a_row = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changed_because = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_autonomy", x => new { x.rule, x.runbook });
                });

            migrationBuilder.CreateTable(
                name: "change_freeze",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    environments = table.Column<string[]>(type: "text[]", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_freeze", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "execution_output",
                schema: "control",
                columns: table => new
                {
                    execution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    stream = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_execution_output", x => new { x.execution_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "runbook",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    risk = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    current_version = table.Column<int>(type: "integer", nullable: true),
                    latest_version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_runbook", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "spent_plan",
                schema: "control",
                columns: table => new
                {
                    nonce = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    execution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_spent_plan", x => x.nonce);
                });

            migrationBuilder.CreateTable(
                name: "approval_decision",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    actor_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_decision", x => x.id);
                    table.ForeignKey(
                        name: "fk_approval_decision_approval_request_request_id",
                        column: x => x.request_id,
                        principalSchema: "control",
                        principalTable: "approval_request",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "execution",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "nextval('control.execution_number')"),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    signature = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    title = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    runbook = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    runbook_version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    risk = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    targets = table.Column<string[]>(type: "text[]", nullable: false),
                    environment = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: true),
                    revert_of = table.Column<Guid>(type: "uuid", nullable: true),
                    dry_run = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    detail = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    lease_id = table.Column<Guid>(type: "uuid", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancel_requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    baseline = table.Column<string>(type: "jsonb", nullable: false),
                    checks = table.Column<string>(type: "jsonb", nullable: false),
                    watch_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    judged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    end_noted = table.Column<bool>(type: "boolean", nullable: false),
                    start_noted = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_execution", x => x.id);
                    table.ForeignKey(
                        name: "fk_execution_approval_request_request_id",
                        column: x => x.request_id,
                        principalSchema: "control",
                        principalTable: "approval_request",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "runbook_version",
                schema: "control",
                columns: table => new
                {
                    runbook_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    author = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    author_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    comment = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reviewed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    reviewed_by_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    reviewed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_runbook_version", x => new { x.runbook_id, x.number });
                    table.ForeignKey(
                        name: "fk_runbook_version_runbook_runbook_id",
                        column: x => x.runbook_id,
                        principalSchema: "control",
                        principalTable: "runbook",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_action_proposal_incident_id_at",
                schema: "control",
                table: "action_proposal",
                columns: new[] { "incident_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_action_proposal_rule_runbook",
                schema: "control",
                table: "action_proposal",
                columns: new[] { "rule", "runbook" });

            migrationBuilder.CreateIndex(
                name: "ix_approval_decision_request_id_actor_id_digest",
                schema: "control",
                table: "approval_decision",
                columns: new[] { "request_id", "actor_id", "digest" },
                unique: true,
                filter: "kind = 'approved'");

            migrationBuilder.CreateIndex(
                name: "ix_approval_decision_request_id_at",
                schema: "control",
                table: "approval_decision",
                columns: new[] { "request_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_approval_request_created_at_id",
                schema: "control",
                table: "approval_request",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_approval_request_expires_at",
                schema: "control",
                table: "approval_request",
                column: "expires_at",
                filter: "state IN ('pending', 'changes_requested')");

            migrationBuilder.CreateIndex(
                name: "ix_approval_request_idempotency_key",
                schema: "control",
                table: "approval_request",
                column: "idempotency_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_approval_request_incident_id",
                schema: "control",
                table: "approval_request",
                column: "incident_id");

            migrationBuilder.CreateIndex(
                name: "ix_approval_request_number",
                schema: "control",
                table: "approval_request",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_change_freeze_ends_at",
                schema: "control",
                table: "change_freeze",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "ix_execution_created_at_id",
                schema: "control",
                table: "execution",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_execution_incident_id",
                schema: "control",
                table: "execution",
                column: "incident_id");

            migrationBuilder.CreateIndex(
                name: "ix_execution_number",
                schema: "control",
                table: "execution",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_execution_request_id",
                schema: "control",
                table: "execution",
                column: "request_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_execution_to_watch",
                schema: "control",
                table: "execution",
                column: "end_noted",
                filter: "NOT end_noted OR outcome = 'watching'");

            migrationBuilder.CreateIndex(
                name: "ix_execution_under_way",
                schema: "control",
                table: "execution",
                column: "state",
                filter: "state IN ('queued', 'claimed', 'running')");

            migrationBuilder.CreateIndex(
                name: "ix_runbook_name",
                schema: "control",
                table: "runbook",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "action_proposal",
                schema: "control");

            migrationBuilder.DropTable(
                name: "approval_decision",
                schema: "control");

            migrationBuilder.DropTable(
                name: "autonomy",
                schema: "control");

            migrationBuilder.DropTable(
                name: "change_freeze",
                schema: "control");

            migrationBuilder.DropTable(
                name: "execution",
                schema: "control");

            migrationBuilder.DropTable(
                name: "execution_output",
                schema: "control");

            migrationBuilder.DropTable(
                name: "runbook_version",
                schema: "control");

            migrationBuilder.DropTable(
                name: "spent_plan",
                schema: "control");

            migrationBuilder.DropTable(
                name: "approval_request",
                schema: "control");

            migrationBuilder.DropTable(
                name: "runbook",
                schema: "control");

            migrationBuilder.DropSequence(
                name: "approval_number",
                schema: "control");

            migrationBuilder.DropSequence(
                name: "execution_number",
                schema: "control");
        }
    }
}
