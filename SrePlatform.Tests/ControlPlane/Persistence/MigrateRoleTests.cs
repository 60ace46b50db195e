using Npgsql;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Persistence;

[Trait("Category", "Database")]
public sealed class MigrateRoleTests(PostgresServer server)
{
    [Fact]
    public async Task Migrating_again_and_twice_at_once_changes_nothing()
    {
        await using var database = await ControlPlaneDatabase.CreateAsync(server);
        var applied = await database.ScalarAsync<long>("SELECT count(*) FROM control.ef_migration");
        await Task.WhenAll(ControlPlaneDatabase.MigrateAsync(database.AdminConnectionString), ControlPlaneDatabase.MigrateAsync(database.AdminConnectionString));
        Assert.Equal(applied, await database.ScalarAsync<long>("SELECT count(*) FROM control.ef_migration"));
    }

    [Theory]
    [InlineData("CREATE TABLE control.mine (id int)")]
    [InlineData("DELETE FROM control.audit_entry")]
    [InlineData("UPDATE control.audit_entry SET actor = 'nobody'")]
    [InlineData("DELETE FROM control.ef_migration")]
    [InlineData("DROP TABLE control.incident")]
    public async Task The_service_may_not(string statement)
    {
        await using var database = await ControlPlaneDatabase.CreateAsync(server);
        await using var connection = new NpgsqlConnection(database.ConnectionStringOf("control_plane", ControlPlaneDatabase.Password));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Old_partitions_are_dropped_and_coming_months_exist()
    {
        await using var database = await ControlPlaneDatabase.CreateAsync(server);
        await database.ExecuteAsync("CREATE TABLE control.audit_entry_202001 PARTITION OF control.audit_entry FOR VALUES FROM ('2020-01-01Z') TO ('2020-02-01Z')");
        await database.ExecuteAsync("SELECT control.maintain_partitions('audit_entry', interval '2 years')");
        Assert.False(await database.ScalarAsync<bool>("SELECT to_regclass('control.audit_entry_202001') IS NOT NULL"));
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('control.audit_entry_' || to_char((now() AT TIME ZONE 'UTC') + interval '3 months', 'YYYYMM')) IS NOT NULL"));
    }
}
