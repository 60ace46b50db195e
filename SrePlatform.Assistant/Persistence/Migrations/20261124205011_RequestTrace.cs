using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SrePlatform.Assistant.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RequestTrace : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "trace_parent",
                schema: "assistant",
                table: "diagnosis_session",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "trace_parent",
                schema: "assistant",
                table: "callback_delivery",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "trace_parent",
                schema: "assistant",
                table: "diagnosis_session");

            migrationBuilder.DropColumn(
                name: "trace_parent",
                schema: "assistant",
                table: "callback_delivery");
        }
    }
}
