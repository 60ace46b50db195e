using Npgsql;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Persistence;

[Trait("Category", "Database")]
public sealed class MigrationTests(PostgresServer server)
{
    private static readonly string[] Views = ["session_v1", "session_event_v1", "analysis_v1", "observation_v1", "answer_v1", "feedback_v1", "run_v1", "run_span_v1", "model_call_v1", "knowledge_v1", "migration_v1"];

    [Fact]
    public async Task Migrating_again_and_twice_at_once_changes_nothing()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        var before = await ShapeAsync(database);
        await Task.WhenAll(AssistantSchema.MigrateAsync(database.AdminConnectionString), AssistantSchema.MigrateAsync(database.AdminConnectionString));
        await AssistantSchema.MigrateAsync(database.AdminConnectionString);
        Assert.Equal(before, await ShapeAsync(database));
    }

    [Theory]
    [InlineData("create table assistant.mine (id int)")]
    [InlineData("drop view assistant.session_v1")]
    [InlineData("alter table assistant.analysis add column x int")]
    [InlineData("create schema mine")]
    [InlineData("update assistant.schema_history set product_version = 'x'")]
    public async Task The_service_cannot_define_anything(string statement)
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database.ConnectionStringOf("assistant", AssistantSchema.Password), statement));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Readers_get_the_views_and_not_the_tables()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        foreach (var reader in new[] { "control_plane", "grafana_ro" })
        {
            await database.ExecuteAsync($"do $$ begin if not exists (select 1 from pg_roles where rolname = '{reader}') then create role {reader} login; end if; end $$");
        }

        await database.ExecuteAsync("create schema reporting");
        await AssistantSchema.MigrateAsync(database.AdminConnectionString);
        foreach (var view in Views)
        {
            Assert.True(await MayReadAsync("control_plane", $"assistant.{view}"), $"the Control Plane reads {view}");
            Assert.False(await MayReadAsync("grafana_ro", $"assistant.{view}"), $"dashboards do not read {view}");
        }

        foreach (var table in new[] { "diagnosis_session", "observation", "idempotency_record" })
        {
            Assert.False(await MayReadAsync("control_plane", $"assistant.{table}"), $"the Control Plane does not read {table}");
        }

        Assert.True(await MayReadAsync("grafana_ro", "reporting.diagnosis_v1"), "dashboards read what was found");

        Task<bool> MayReadAsync(string reader, string what) => database.ScalarAsync<bool>("select has_table_privilege($1, $2, 'select')", reader, what);
    }

    [Fact]
    public async Task The_views_have_exactly_the_promised_columns()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        Assert.Equal("session_id,kind,incident_id,generation,status,progress,current_step,requested_by,created_at,started_at,completed_at,error,follows_id,replay_of_id", await ColumnsAsync(database, "session_v1"));
        Assert.Equal("id,session_id,at,kind,data", await ColumnsAsync(database, "session_event_v1"));
        Assert.Equal("session_id,incident_id,generation,verdict,confidence,headline,created_at,analysis", await ColumnsAsync(database, "analysis_v1"));
        Assert.Equal(
            "id,session_id,number,source,tool,query,arguments,window_start,window_end,status,summary,content_type,sha256,payload,created_at,duration_ms",
            await ColumnsAsync(database, "observation_v1"));
    }

    [Fact]
    public async Task The_model_needs_no_further_migration()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        Assert.False(SchemaModel.HasPendingChanges(database.AdminConnectionString));
    }

    private static Task<string> ColumnsAsync(TestDatabase database, string view) => database.ScalarAsync<string>(
        "select string_agg(column_name::text, ',' order by ordinal_position) from information_schema.columns where table_schema = 'assistant' and table_name = $1", view);

    private static Task<string> ShapeAsync(TestDatabase database) => database.ScalarAsync<string>(
        """
        select string_agg(table_name || '.' || column_name || ':' || data_type, e'\n' order by table_name, ordinal_position)
               || (select string_agg(migration_id, ',' order by migration_id) from assistant.schema_history)
        from information_schema.columns where table_schema = 'assistant'
        """);

    private static async Task RunAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The test's own statements.
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
