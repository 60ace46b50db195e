using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;
using SrePlatform.ControlPlane.Features.Automation.Secrets;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>
/// <c>--role executor</c>: the only part of the platform that changes systems. It has no pages and no API, a database role that can read
/// plans and write how they ended, and the public key alone.
/// </summary>
internal static class ExecutorRole
{
    public const string Name = "executor";

    public static bool IsChosen(IConfiguration configuration) => string.Equals(configuration["role"], Name, StringComparison.OrdinalIgnoreCase);

    public static void Add(WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults();
        var services = builder.Services;
        services.AddSingleton(provider => NpgsqlDataSource.Create(
            provider.GetRequiredService<IConfiguration>().GetConnectionString("sre")
            ?? throw new InvalidOperationException("The connection string 'sre' is missing: set ConnectionStrings__sre to the executor's connection.")));
        services.AddSingleton<DatabaseSignals>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseSignals>());
        services.AddHealthChecks().AddCheck<ExecutorHealth>("postgres");
        services.AddExecution();
        services.AddWorker<ExecutorWorker>();
        services.AddWorker<PresenceWorker>();
    }

    /// <summary>What running plans needs, beside a database.</summary>
    public static void AddExecution(this IServiceCollection services)
    {
        services.AddOptions<ExecutorOptions>().BindConfiguration(ExecutorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // An action is sent once: no retries, no redirects to elsewhere.
#pragma warning disable EXTEXP0001
        services.AddHttpClient(HttpRunner.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
            .RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        services.AddSingleton<PolicyStore>();
        services.AddSingleton<ExecutionStore>();
        services.AddSingleton<SealingKey>();
        services.AddSingleton<SandboxSpawner>();
        services.AddSingleton<Sandbox>();
        services.AddSingleton<IsolationProbe>();
        services.AddSingleton<TellPresence>();
        services.AddSingleton<ExecutionSteps>();
        services.AddSingleton<IRunbookRunner, HttpRunner>();
        services.AddSingleton<IRunbookRunner, ScriptRunner>();
        services.AddSingleton<ExecutePlan>();
    }
}

/// <summary>Healthy while the database answers.</summary>
internal sealed class ExecutorHealth(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "PostgreSQL does not answer.", exception);
        }
    }
}
