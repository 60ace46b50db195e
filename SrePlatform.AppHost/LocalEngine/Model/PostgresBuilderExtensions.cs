using SrePlatform.AppHost.LocalEngine.Postgres;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Adds PostgreSQL.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Adds a server, made of real binaries found on this machine or fetched.</summary>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        password ??= builder.AddParameter($"{name}-password", new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true, persist: true);
        var server = new PostgresServerResource(name, userName?.Resource, password.Resource);
        return builder.AddResource(server)
            .WithEndpoint(new EndpointAnnotation("tcp", "tcp", port) { TargetHost = "127.0.0.1" })
            .WithAnnotation(new LauncherAnnotation(new PostgresLauncher(server)))
            .WithAnnotation(new PostgresHealthCheck(server));
    }

    /// <summary>Adds a database; it is created if it is missing.</summary>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        builder.Resource.AddDatabase(name, database.DatabaseName);
        return builder.ApplicationBuilder.AddResource(database);
    }

    /// <summary>Keeps the data between starts, which the local engine does anyway.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        _ = (name, isReadOnly);
        return builder;
    }

    /// <summary>Says which container image to use, which the local engine does not.</summary>
    public static IResourceBuilder<PostgresServerResource> WithImageTag(this IResourceBuilder<PostgresServerResource> builder, string tag)
    {
        _ = tag;
        return builder;
    }
}
