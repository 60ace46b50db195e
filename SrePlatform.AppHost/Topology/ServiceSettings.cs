using System.Globalization;

namespace SrePlatform.AppHost.Topology;

/// <summary>Settings that services take alike.</summary>
internal static class ServiceSettings
{
    private static readonly string[] LanguageModel = ["Provider", "Endpoint", "ApiKey", "Model"];

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

    /// <summary>The optional language model, as set for the app host; off unless a provider is named.</summary>
    public static IResourceBuilder<ProjectResource> WithLanguageModel(this IResourceBuilder<ProjectResource> builder)
    {
        var configuration = builder.ApplicationBuilder.Configuration;
        foreach (var setting in LanguageModel)
        {
            if (configuration[$"Llm:{setting}"] is not { Length: > 0 } value)
            {
                continue;
            }

            if (setting == "ApiKey")
            {
                builder.WithEnvironment("Llm__ApiKey", builder.ApplicationBuilder.AddParameter("llm-api-key", value, secret: true));
            }
            else
            {
                builder.WithEnvironment($"Llm__{setting}", value);
            }
        }

        return builder;
    }
}
