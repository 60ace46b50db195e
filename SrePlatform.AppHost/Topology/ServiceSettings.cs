using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace SrePlatform.AppHost.Topology;

/// <summary>Settings that services take alike.</summary>
internal static class ServiceSettings
{
    private static readonly string[] AssistantSections = ["Llm", "Logs", "Mcp"];
    private static readonly HashSet<string> Secrets = ["ApiKey", "Password", "Token"];

    /// <summary>The environment, the service's private folder, the pace of the platform, the token of its metrics.</summary>
    public static IResourceBuilder<ProjectResource> WithServiceSettings(
        this IResourceBuilder<ProjectResource> builder, string service, PlatformOptions options, PlatformSecrets secrets)
    {
        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            builder
                .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
                .WithEnvironment("DataFolder", () => new DataFolder(options.DataFolder).Folder(service));
        }

        return builder.WithPace(options).WithEnvironment("Scraping__Token", secrets.ScrapingToken);
    }

    /// <summary>The pace of the platform: seconds between scrapes and evaluations. Seeded rules wait for a number of these.</summary>
    public static IResourceBuilder<ProjectResource> WithPace(this IResourceBuilder<ProjectResource> builder, PlatformOptions options) =>
        builder.WithEnvironment("Intervals__Seconds", options.IntervalSeconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>What the Assistant may connect to, as set for the app host: a language model, a log store, external tools. Off unless set.</summary>
    public static IResourceBuilder<ProjectResource> WithLanguageModel(this IResourceBuilder<ProjectResource> builder)
    {
        foreach (var (key, value) in AssistantSections.SelectMany(section => builder.ApplicationBuilder.Configuration.GetSection(section).AsEnumerable()))
        {
            if (value is not { Length: > 0 })
            {
                continue;
            }

            var variable = key.Replace(":", "__", StringComparison.Ordinal);
            if (Secrets.Contains(key[(key.LastIndexOf(':') + 1)..]))
            {
                builder.WithEnvironment(variable, builder.ApplicationBuilder.AddParameter(ParameterOf(key), value, secret: true));
            }
            else
            {
                builder.WithEnvironment(variable, value);
            }
        }

        return builder;
    }

    private static string ParameterOf(string key) => key == "Llm:ApiKey" ? "llm-api-key" : key.Replace(':', '-').ToLowerInvariant();
}
