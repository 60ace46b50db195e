using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class People : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "email",
                schema: "control",
                table: "user_profile",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "groups",
                schema: "control",
                table: "user_profile",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "home_page",
                schema: "control",
                table: "user_profile",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "inbox_read_at",
                schema: "control",
                table: "user_profile",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "roles",
                schema: "control",
                table: "user_profile",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "api_token",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sub = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hint = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    access = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_token", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_token_user_profile_sub",
                        column: x => x.sub,
                        principalSchema: "control",
                        principalTable: "user_profile",
                        principalColumn: "sub",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_user_profile_name_sub",
                schema: "control",
                table: "user_profile",
                columns: new[] { "name", "sub" });

            migrationBuilder.CreateIndex(
                name: "ix_incident_event_told",
                schema: "control",
                table: "incident_event",
                column: "at",
                filter: "kind IN ('assigned', 'diagnosis_completed', 'diagnosis_failed')");

            migrationBuilder.CreateIndex(
                name: "ix_api_token_hash",
                schema: "control",
                table: "api_token",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_token_sub_created_at",
                schema: "control",
                table: "api_token",
                columns: new[] { "sub", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_token",
                schema: "control");

            migrationBuilder.DropIndex(
                name: "ix_user_profile_name_sub",
                schema: "control",
                table: "user_profile");

            migrationBuilder.DropIndex(
                name: "ix_incident_event_told",
                schema: "control",
                table: "incident_event");

            migrationBuilder.DropColumn(
                name: "email",
                schema: "control",
                table: "user_profile");

            migrationBuilder.DropColumn(
                name: "groups",
                schema: "control",
                table: "user_profile");

            migrationBuilder.DropColumn(
                name: "home_page",
                schema: "control",
                table: "user_profile");

            migrationBuilder.DropColumn(
                name: "inbox_read_at",
                schema: "control",
                table: "user_profile");

            migrationBuilder.DropColumn(
                name: "roles",
                schema: "control",
                table: "user_profile");
        }
    }
}
