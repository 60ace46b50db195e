using System.Text.Json;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Adds the identity provider.</summary>
public static class KeycloakBuilderExtensions
{
    /// <summary>Adds a development identity provider that serves Keycloak's paths from Keycloak's realm file.</summary>
    public static IResourceBuilder<KeycloakResource> AddKeycloak(
        this IDistributedApplicationBuilder builder,
        string name,
        int? port = null,
        IResourceBuilder<ParameterResource>? adminUsername = null,
        IResourceBuilder<ParameterResource>? adminPassword = null)
    {
        _ = (adminUsername, adminPassword);
        var resource = new KeycloakResource(name);
        return builder.AddResource(resource)
            .WithEndpoint(new EndpointAnnotation("http", "http", port) { PortIsPreference = true })
            .WithAnnotation(new LauncherAnnotation(new IdentityProviderLauncher(resource)));
    }

    /// <summary>Reads the realm in a file, or in the first file of a folder.</summary>
    public static IResourceBuilder<KeycloakResource> WithRealmImport(this IResourceBuilder<KeycloakResource> builder, string import)
    {
        var path = Path.GetFullPath(import, builder.ApplicationBuilder.AppHostDirectory);
        var file = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal).FirstOrDefault() ?? path : path;
        return builder
            .WithAnnotation(new RealmImportAnnotation(file))
            .WithHttpHealthCheck($"/realms/{RealmName(file)}/.well-known/openid-configuration");
    }

    /// <summary>Serves plain HTTP, as the local engine does anyway.</summary>
    public static IResourceBuilder<KeycloakResource> WithoutHttpsCertificate(this IResourceBuilder<KeycloakResource> builder) => builder;

    /// <summary>Keeps the data between starts, which the local engine does anyway.</summary>
    public static IResourceBuilder<KeycloakResource> WithDataVolume(this IResourceBuilder<KeycloakResource> builder, string? name = null)
    {
        _ = name;
        return builder;
    }

    private static string RealmName(string file)
    {
        if (!File.Exists(file))
        {
            throw new DistributedApplicationException($"There is no realm file at '{file}'.");
        }

        using var realm = JsonDocument.Parse(File.ReadAllBytes(file));
        return realm.RootElement.GetProperty("realm").GetString()!;
    }
}

internal sealed record RealmImportAnnotation(string File) : IResourceAnnotation;
