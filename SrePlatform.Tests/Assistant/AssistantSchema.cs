using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SrePlatform.Tests.Infrastructure;

namespace SrePlatform.Tests.Assistant;

/// <summary>Databases with the schema <c>assistant</c>, migrated by the executable's own one-shot role.</summary>
internal static class AssistantSchema
{
    public const string Password = "test-assistant";

    public static Task<TestDatabase> CreateAsync(PostgresServer server) => server.CreateDatabaseAsync("assistant", MigrateAsync);

    public static async Task MigrateAsync(string adminConnectionString)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--role", "migrate"],
            ApplicationName = typeof(SrePlatform.Assistant.AssistantApp).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:sre"] = adminConnectionString,
            ["Database:Roles:assistant"] = Password,
        });
        builder.AddAssistant();
        builder.Logging.ClearProviders();
        var exitCode = await builder.Build().UseAssistant().RunAssistantAsync();
        if (exitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The migration ended with {exitCode}."));
        }
    }
}
