using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "control");

            migrationBuilder.CreateSequence(
                name: "incident_number",
                schema: "control");

            migrationBuilder.CreateTable(
                name: "alert",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    rule = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    severity = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    mapping = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    service = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    resource_id = table.Column<Guid>(type: "uuid", nullable: true),
                    resource = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    team = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    env = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    labels = table.Column<string>(type: "jsonb", nullable: false),
                    annotations = table.Column<string>(type: "jsonb", nullable: false),
                    generator_url = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: true),
                    source = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expired = table.Column<bool>(type: "boolean", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: true),
                    grouped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    grouping_reason = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    end_noted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_rule",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    group_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    expression = table.Column<string>(type: "character varying(8192)", maxLength: 8192, nullable: false),
                    for_seconds = table.Column<int>(type: "integer", nullable: false),
                    interval_seconds = table.Column<int>(type: "integer", nullable: true),
                    severity = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    labels = table.Column<string>(type: "jsonb", nullable: false),
                    annotations = table.Column<string>(type: "jsonb", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    origin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    sync_state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    sync_reason = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    sync_detail = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    synced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_key",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "declared_edge",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_service = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    to_service = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_declared_edge", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "deployment",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    previous_version = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    environment = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    deployed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    commit = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    description = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    deployed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    resource_id = table.Column<Guid>(type: "uuid", nullable: true),
                    source = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    external_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deployment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "diagnosis",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: true),
                    generation = table.Column<int>(type: "integer", nullable: true),
                    services = table.Column<string[]>(type: "text[]", nullable: false),
                    automatic = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: true),
                    idempotency_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    requested_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    progress = table.Column<int>(type: "integer", nullable: false),
                    current_step = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    next_poll_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    polls = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_diagnosis", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "incident",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "nextval('control.incident_number')"),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    severity = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    priority = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    services = table.Column<string[]>(type: "text[]", nullable: false),
                    resource_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_alert_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    quiet_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    changed_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolved_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    assignee = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incident", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "incident_event",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    details = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incident_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ingestion_source",
                schema: "control",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    scope = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    rotated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ingestion_source", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "outbox_message",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    payload = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    available_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    lease_id = table.Column<Guid>(type: "uuid", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "resource",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    service = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    environment = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    team = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    criticality = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    address = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    metrics_path = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    labels = table.Column<string>(type: "jsonb", nullable: false),
                    origin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resource", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "user_profile",
                schema: "control",
                columns: table => new
                {
                    sub = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    language = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    theme = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    time_zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_profile", x => x.sub);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alert_end_unnoted",
                schema: "control",
                table: "alert",
                column: "incident_id",
                filter: "incident_id IS NOT NULL AND status = 'resolved' AND NOT end_noted");

            migrationBuilder.CreateIndex(
                name: "ix_alert_expires_at",
                schema: "control",
                table: "alert",
                column: "expires_at",
                filter: "status = 'firing'");

            migrationBuilder.CreateIndex(
                name: "ix_alert_fingerprint_starts_at",
                schema: "control",
                table: "alert",
                columns: new[] { "fingerprint", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_alert_incident_id_starts_at",
                schema: "control",
                table: "alert",
                columns: new[] { "incident_id", "starts_at" },
                filter: "incident_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alert_service_starts_at",
                schema: "control",
                table: "alert",
                columns: new[] { "service", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_alert_starts_at_id",
                schema: "control",
                table: "alert",
                columns: new[] { "starts_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_alert_waiting",
                schema: "control",
                table: "alert",
                columns: new[] { "received_at", "id" },
                filter: "grouped_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ux_alert_open_episode",
                schema: "control",
                table: "alert",
                column: "fingerprint",
                unique: true,
                filter: "status = 'firing'");

            migrationBuilder.CreateIndex(
                name: "ix_alert_rule_name",
                schema: "control",
                table: "alert_rule",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_declared_edge_from_service_to_service",
                schema: "control",
                table: "declared_edge",
                columns: new[] { "from_service", "to_service" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deployment_deployed_at_id",
                schema: "control",
                table: "deployment",
                columns: new[] { "deployed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deployment_service_environment_version_deployed_at",
                schema: "control",
                table: "deployment",
                columns: new[] { "service", "environment", "version", "deployed_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deployment_source_external_id",
                schema: "control",
                table: "deployment",
                columns: new[] { "source", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_diagnosis_created_at_id",
                schema: "control",
                table: "diagnosis",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_diagnosis_idempotency_key",
                schema: "control",
                table: "diagnosis",
                column: "idempotency_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_diagnosis_incident_id_created_at",
                schema: "control",
                table: "diagnosis",
                columns: new[] { "incident_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_diagnosis_next_poll_at",
                schema: "control",
                table: "diagnosis",
                column: "next_poll_at",
                filter: "next_poll_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_diagnosis_session_id",
                schema: "control",
                table: "diagnosis",
                column: "session_id",
                unique: true,
                filter: "session_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_diagnosis_automatic",
                schema: "control",
                table: "diagnosis",
                columns: new[] { "incident_id", "generation" },
                unique: true,
                filter: "automatic");

            migrationBuilder.CreateIndex(
                name: "ix_incident_changed_since",
                schema: "control",
                table: "incident",
                column: "changed_since",
                filter: "changed_since IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_incident_number",
                schema: "control",
                table: "incident",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_incident_opened_at_id",
                schema: "control",
                table: "incident",
                columns: new[] { "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_incident_services",
                schema: "control",
                table: "incident",
                column: "services")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_incident_state",
                schema: "control",
                table: "incident",
                column: "state",
                filter: "state <> 'closed'");

            migrationBuilder.CreateIndex(
                name: "ix_incident_event_incident_id_revision",
                schema: "control",
                table: "incident_event",
                columns: new[] { "incident_id", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ingestion_source_hash",
                schema: "control",
                table: "ingestion_source",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_message_kind_key",
                schema: "control",
                table: "outbox_message",
                columns: new[] { "kind", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_message_open",
                schema: "control",
                table: "outbox_message",
                columns: new[] { "available_at", "id" },
                filter: "completed_at IS NULL AND failed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_resource_name",
                schema: "control",
                table: "resource",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_resource_service_environment",
                schema: "control",
                table: "resource",
                columns: new[] { "service", "environment" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert",
                schema: "control");

            migrationBuilder.DropTable(
                name: "alert_rule",
                schema: "control");

            migrationBuilder.DropTable(
                name: "data_protection_key",
                schema: "control");

            migrationBuilder.DropTable(
                name: "declared_edge",
                schema: "control");

            migrationBuilder.DropTable(
                name: "deployment",
                schema: "control");

            migrationBuilder.DropTable(
                name: "diagnosis",
                schema: "control");

            migrationBuilder.DropTable(
                name: "incident",
                schema: "control");

            migrationBuilder.DropTable(
                name: "incident_event",
                schema: "control");

            migrationBuilder.DropTable(
                name: "ingestion_source",
                schema: "control");

            migrationBuilder.DropTable(
                name: "outbox_message",
                schema: "control");

            migrationBuilder.DropTable(
                name: "resource",
                schema: "control");

            migrationBuilder.DropTable(
                name: "user_profile",
                schema: "control");

            migrationBuilder.DropSequence(
                name: "incident_number",
                schema: "control");
        }
    }
}
