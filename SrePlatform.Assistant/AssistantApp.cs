using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.Diagnosis;
using SrePlatform.Assistant.Diagnosis.Api;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Persistence;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Telemetry;
using SrePlatform.Assistant.Tools;
using SrePlatform.ServiceDefaults.Authentication;

namespace SrePlatform.Assistant
{
    /// <summary>Names this application's assembly, for test hosts.</summary>
    public sealed class AssistantApp;
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Everything that the Assistant is made of, in three calls.</summary>
    public static class AssistantExtensions
    {
        private const string MigrateRole = "migrate";

        /// <summary>Adds the services of the Assistant; with <c>--role migrate</c> those of the one-shot migration alone.</summary>
        public static WebApplicationBuilder AddAssistant(this WebApplicationBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.AddServiceDefaults();
            builder.AddNpgsqlDbContext<AssistantDbContext>("sre", configureDbContextOptions: AssistantDbContext.Configure);
            if (IsMigration(builder.Configuration))
            {
                builder.Services.AddScoped<DatabaseMigrator>();
                return builder;
            }

            builder.AddPlatformAuthentication();
            builder.Services.AddAuthorizationBuilder()
                .AddPolicy(Policies.Diagnose, policy => policy.RequireAuthenticatedUser().RequireClaim(RealmRoles.ClaimType, Policies.Diagnose));
            builder.Services.ConfigureHttpJsonOptions(json => AssistantJson.Configure(json.SerializerOptions));
            builder.AddRateLimits();
            builder.AddRequestLimits();
            builder.AddApiDescription();
            builder.Services.AddSingleton<AssistantMetrics>();
            builder.AddDataSources();
            builder.AddLlm();
            builder.Services.AddTools();
            builder.Services.AddDiagnosis();
            return builder;
        }

        /// <summary>Maps the endpoints of the Assistant.</summary>
        public static WebApplication UseAssistant(this WebApplication app)
        {
            ArgumentNullException.ThrowIfNull(app);
            if (IsMigration(app.Configuration))
            {
                return app;
            }

            app.UseExceptionHandler();
            app.UseStatusCodePages();
            app.UseAuthentication();
            app.UseRateLimiter();
            app.UseAuthorization();
            app.UseStorableText();
            app.MapDefaultEndpoints();
            app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
            app.MapDiagnostics();
            return app;
        }

        /// <summary>Serves until stopped, or migrates and ends. The result is the exit code.</summary>
        public static async Task<int> RunAssistantAsync(this WebApplication app)
        {
            ArgumentNullException.ThrowIfNull(app);
            if (!IsMigration(app.Configuration))
            {
                await app.RunAsync();
                return 0;
            }

            await using (app)
            {
                await using var scope = app.Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
            }

            return 0;
        }

        private static bool IsMigration(IConfiguration configuration) => configuration["role"] == MigrateRole;
    }
}
