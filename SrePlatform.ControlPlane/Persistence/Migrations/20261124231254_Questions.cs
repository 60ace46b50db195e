using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SrePlatform.ControlPlane.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Questions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "asker_teams",
                schema: "control",
                table: "diagnosis",
                type: "text[]",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "follows_session_id",
                schema: "control",
                table: "diagnosis",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "question",
                schema: "control",
                table: "diagnosis",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "asker_teams",
                schema: "control",
                table: "diagnosis");

            migrationBuilder.DropColumn(
                name: "follows_session_id",
                schema: "control",
                table: "diagnosis");

            migrationBuilder.DropColumn(
                name: "question",
                schema: "control",
                table: "diagnosis");
        }
    }
}
