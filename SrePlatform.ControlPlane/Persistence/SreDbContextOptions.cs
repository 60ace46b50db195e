using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SrePlatform.ControlPlane.Persistence;

/// <summary>Options that the service, the migrate role and the design-time tools share.</summary>
internal static class SreDbContextOptions
{
    public static void Configure(DbContextOptionsBuilder options) => options
        .UseSnakeCaseNamingConvention()
        .UseNpgsql(npgsql => npgsql.MigrationsHistoryTable("ef_migration", SreDbContext.Schema));

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
