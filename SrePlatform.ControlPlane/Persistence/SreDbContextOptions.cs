using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SrePlatform.ControlPlane.Persistence;

/// <summary>Options that the service, the migrate role and the design-time tools share.</summary>
internal static class SreDbContextOptions
{
    /// <summary>A database that restarts is waited for briefly; one that is away is said to be, while whoever asks still looks.</summary>
    private const int Retries = 2;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public static void Configure(DbContextOptionsBuilder options) => options
        .UseSnakeCaseNamingConvention()
        .UseNpgsql(npgsql => npgsql.MigrationsHistoryTable("ef_migration", SreDbContext.Schema).EnableRetryOnFailure(Retries, LongestPause, null));

    public static SreDbContext Create(string connectionString)
    {
        var options = new DbContextOptionsBuilder<SreDbContext>();
        options.UseNpgsql(connectionString);
        Configure(options);
        return new SreDbContext(options.Options);
    }
}

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without a database or configuration.</summary>
internal sealed class DesignTimeSreDbContext : IDesignTimeDbContextFactory<SreDbContext>
{
    public SreDbContext CreateDbContext(string[] args) => SreDbContextOptions.Create("Host=design-time");
}
