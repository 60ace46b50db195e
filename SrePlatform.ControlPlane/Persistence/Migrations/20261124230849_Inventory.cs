using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Inventory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "snmp_auth",
                schema: "control",
                table: "resource",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "snmp_module",
                schema: "control",
                table: "resource",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "allowed_network",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    range = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allowed_network", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "label_rule",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    is_required = table.Column<bool>(type: "boolean", nullable: false),
                    allowed_values = table.Column<string>(type: "jsonb", nullable: false),
                    kinds = table.Column<string>(type: "jsonb", nullable: false),
                    is_enforced = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_label_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "network_scan",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    range = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    ports = table.Column<string>(type: "jsonb", nullable: false),
                    team = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    lease_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_network_scan", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "resource_check",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    target = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    expected_status = table.Column<int>(type: "integer", nullable: true),
                    expected_text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    verifies_certificate = table.Column<bool>(type: "boolean", nullable: false),
                    interval_seconds = table.Column<int>(type: "integer", nullable: false),
                    timeout_seconds = table.Column<int>(type: "integer", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_id = table.Column<Guid>(type: "uuid", nullable: true),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_succeeded = table.Column<bool>(type: "boolean", nullable: true),
                    last_duration_ms = table.Column<int>(type: "integer", nullable: true),
                    last_detail = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    certificate_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resource_check", x => x.id);
                    table.ForeignKey(
                        name: "fk_resource_check_resource_resource_id",
                        column: x => x.resource_id,
                        principalSchema: "control",
                        principalTable: "resource",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "resource_import",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    created_by_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    results = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resource_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scan_finding",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    ports = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    resource_id = table.Column<Guid>(type: "uuid", nullable: true),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scan_finding", x => x.id);
                    table.ForeignKey(
                        name: "fk_scan_finding_network_scan_scan_id",
                        column: x => x.scan_id,
                        principalSchema: "control",
                        principalTable: "network_scan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_allowed_network_range",
                schema: "control",
                table: "allowed_network",
                column: "range",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_label_rule_label",
                schema: "control",
                table: "label_rule",
                column: "label",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_network_scan_created_at_id",
                schema: "control",
                table: "network_scan",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_network_scan_due_at",
                schema: "control",
                table: "network_scan",
                column: "due_at",
                filter: "state IN ('waiting', 'running')");

            migrationBuilder.CreateIndex(
                name: "ix_resource_check_due_at",
                schema: "control",
                table: "resource_check",
                column: "due_at",
                filter: "enabled");

            migrationBuilder.CreateIndex(
                name: "ix_resource_check_resource_id_name",
                schema: "control",
                table: "resource_check",
                columns: new[] { "resource_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_resource_import_created_at",
                schema: "control",
                table: "resource_import",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_scan_finding_address",
                schema: "control",
                table: "scan_finding",
                column: "address",
                filter: "state = 'ignored'");

            migrationBuilder.CreateIndex(
                name: "ix_scan_finding_scan_id_address",
                schema: "control",
                table: "scan_finding",
                columns: new[] { "scan_id", "address" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "allowed_network",
                schema: "control");

            migrationBuilder.DropTable(
                name: "label_rule",
                schema: "control");

            migrationBuilder.DropTable(
                name: "resource_check",
                schema: "control");

            migrationBuilder.DropTable(
                name: "resource_import",
                schema: "control");

            migrationBuilder.DropTable(
                name: "scan_finding",
                schema: "control");

            migrationBuilder.DropTable(
                name: "network_scan",
                schema: "control");

            migrationBuilder.DropColumn(
                name: "snmp_auth",
                schema: "control",
                table: "resource");

            migrationBuilder.DropColumn(
                name: "snmp_module",
                schema: "control",
                table: "resource");
        }
    }
}
