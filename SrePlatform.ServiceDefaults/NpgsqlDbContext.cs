#if !ASPIRE_ENGINE
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// The part of Aspire's PostgreSQL client integration that the platform uses, for feeds without Aspire: same name and behaviour
/// (pooled contexts, a retrying execution strategy, a health check, traces and metrics).
/// </summary>
public static class AspireEFPostgreSqlExtensions
{
    /// <summary>Registers <typeparamref name="TContext"/> over the connection string named <paramref name="connectionName"/>.</summary>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static void AddNpgsqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings = null,
        Action<DbContextOptionsBuilder>? configureDbContextOptions = null)
        where TContext : DbContext
    {
        var settings = new NpgsqlEntityFrameworkCorePostgreSQLSettings
        {
            ConnectionString = builder.Configuration.GetConnectionString(connectionName),
        };
        configureSettings?.Invoke(settings);
        builder.Services.AddDbContextPool<TContext>((_, options) =>
        {
            var connection = settings.ConnectionString ?? throw new InvalidOperationException(
                $"The connection string '{connectionName}' is missing: set ConnectionStrings__{connectionName}.");
            options.UseNpgsql(connection, npgsql =>
            {
                if (!settings.DisableRetry)
                {
                    npgsql.EnableRetryOnFailure();
                }

                if (settings.CommandTimeout is { } seconds)
                {
                    npgsql.CommandTimeout(seconds);
                }
            });
            configureDbContextOptions?.Invoke(options);
        });
        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck<TContext>>(typeof(TContext).Name);
        }
    }
}

/// <summary>Settings of <see cref="AspireEFPostgreSqlExtensions.AddNpgsqlDbContext{TContext}"/>.</summary>
public sealed class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    /// <summary>The connection string; read from configuration unless set.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Turns the retrying execution strategy off.</summary>
    public bool DisableRetry { get; set; }

    /// <summary>Turns the health check off.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Seconds a command may take; the provider's default unless set.</summary>
    public int? CommandTimeout { get; set; }
}
#endif
