using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.Tests.Infrastructure;

namespace SrePlatform.Tests.ControlPlane;

/// <summary>Databases with the schema <c>control</c>, migrated as the one-shot resource does it.</summary>
internal static class ControlPlaneDatabase
{
    public const string Password = "test-control-plane";

    public static Task<TestDatabase> CreateAsync(PostgresServer server) =>
        server.CreateDatabaseAsync("control_plane", connection => MigrateAsync(connection));

    public static Task MigrateAsync(string adminConnectionString, IEnumerable<IDatabaseSeed>? seeds = null) =>
        new DatabaseMigration(Settings(adminConnectionString), seeds ?? [], NullLogger<DatabaseMigration>.Instance).RunAsync(CancellationToken.None);

    private static IConfiguration Settings(string adminConnectionString) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:sre"] = adminConnectionString,
            ["Database:Roles:control_plane"] = Password,
            ["Database:Roles:executor"] = Password,
        })
        .Build();
}
