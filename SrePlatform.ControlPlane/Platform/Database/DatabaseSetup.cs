using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Platform.Database;

/// <summary>Access to PostgreSQL: the pooled context, and a data source for batches, LISTEN and reading others' views.</summary>
internal static class DatabaseSetup
{
    private const string ConnectionName = "sre";

    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.AddNpgsqlDbContext<SreDbContext>(
            ConnectionName, settings => settings.ConnectionString = BoundedConnection.Of(builder.Configuration, ConnectionName), SreDbContextOptions.Configure);
        builder.Services.AddSingleton(services => NpgsqlDataSource.Create(
            BoundedConnection.Of(services.GetRequiredService<IConfiguration>(), ConnectionName)
            ?? throw new InvalidOperationException($"The connection string '{ConnectionName}' is missing: set ConnectionStrings__{ConnectionName}.")));
        builder.Services.AddTransient<DatabaseMigration>();
        builder.Services.AddWorker<RetentionWorker>();
        builder.Services.AddSingleton<DatabaseSignals>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DatabaseSignals>());
    }
}
