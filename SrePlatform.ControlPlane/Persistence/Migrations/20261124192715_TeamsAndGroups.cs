using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class TeamsAndGroups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "resource_group",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    team = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    description = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resource_group", x => x.id);
                    table.ForeignKey(
                        name: "fk_resource_group_resource_group_parent_id",
                        column: x => x.parent_id,
                        principalSchema: "control",
                        principalTable: "resource_group",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "team",
                schema: "control",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    description = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "resource_group_grant",
                schema: "control",
                columns: table => new
                {
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resource_group_grant", x => new { x.group_id, x.team });
                    table.ForeignKey(
                        name: "fk_resource_group_grant_resource_group_group_id",
                        column: x => x.group_id,
                        principalSchema: "control",
                        principalTable: "resource_group",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "resource_group_member",
                schema: "control",
                columns: table => new
                {
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    resource_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resource_group_member", x => new { x.group_id, x.resource_id });
                    table.ForeignKey(
                        name: "fk_resource_group_member_resource_group_group_id",
                        column: x => x.group_id,
                        principalSchema: "control",
                        principalTable: "resource_group",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_resource_group_member_resource_resource_id",
                        column: x => x.resource_id,
                        principalSchema: "control",
                        principalTable: "resource",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_member",
                schema: "control",
                columns: table => new
                {
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sub = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    role = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_member", x => new { x.team_id, x.sub });
                    table.ForeignKey(
                        name: "fk_team_member_team_team_id",
                        column: x => x.team_id,
                        principalSchema: "control",
                        principalTable: "team",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_team_member_user_profile_sub",
                        column: x => x.sub,
                        principalSchema: "control",
                        principalTable: "user_profile",
                        principalColumn: "sub",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_resource_group_name",
                schema: "control",
                table: "resource_group",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_resource_group_parent_id",
                schema: "control",
                table: "resource_group",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_resource_group_team",
                schema: "control",
                table: "resource_group",
                column: "team");

            migrationBuilder.CreateIndex(
                name: "ix_resource_group_grant_team",
                schema: "control",
                table: "resource_group_grant",
                column: "team");

            migrationBuilder.CreateIndex(
                name: "ix_resource_group_member_resource_id",
                schema: "control",
                table: "resource_group_member",
                column: "resource_id");

            migrationBuilder.CreateIndex(
                name: "ix_team_name",
                schema: "control",
                table: "team",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_team_member_sub",
                schema: "control",
                table: "team_member",
                column: "sub");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "resource_group_grant",
                schema: "control");

            migrationBuilder.DropTable(
                name: "resource_group_member",
                schema: "control");

            migrationBuilder.DropTable(
                name: "team_member",
                schema: "control");

            migrationBuilder.DropTable(
                name: "resource_group",
                schema: "control");

            migrationBuilder.DropTable(
                name: "team",
                schema: "control");
        }
    }
}
