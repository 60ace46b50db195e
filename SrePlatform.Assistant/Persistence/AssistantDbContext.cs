using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SrePlatform.Assistant.Persistence;

/// <summary>The Assistant's own schema. It has no grant on any other.</summary>
internal sealed class AssistantDbContext(DbContextOptions<AssistantDbContext> options) : DbContext(options)
{
    public const string Schema = "assistant";
    public const string HistoryTable = "schema_history";

    /// <summary>A database that restarts is waited for briefly; one that is away is said to be.</summary>
    private const int Retries = 2;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AssistantDbContext).Assembly);
    }

    public static void Configure(DbContextOptionsBuilder options) => options
        .UseNpgsql(npgsql => npgsql.MigrationsHistoryTable(HistoryTable, Schema).EnableRetryOnFailure(Retries, LongestPause, null))
        .UseSnakeCaseNamingConvention();
}

/// <summary>Lets the migration tool build the model without a database or configuration.</summary>
internal sealed class AssistantDesignTimeFactory : IDesignTimeDbContextFactory<AssistantDbContext>
{
    public AssistantDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<AssistantDbContext>();
        options.UseNpgsql("Host=design-time");
        AssistantDbContext.Configure(options);
        return new AssistantDbContext(options.Options);
    }
}
