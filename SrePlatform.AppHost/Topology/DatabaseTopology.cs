namespace SrePlatform.AppHost.Topology;

/// <summary>Who connects to the database, as which role.</summary>
internal static class DatabaseTopology
{
    /// <summary>The service connects as its own role, which cannot change the schema.</summary>
    public static IResourceBuilder<T> WithRole<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<PostgresDatabaseResource> database, string role, IResourceBuilder<ParameterResource> password)
        where T : IResourceWithEnvironment
    {
        var server = database.Resource.Parent.PrimaryEndpoint;
        return builder.WithEnvironment(
            $"ConnectionStrings__{database.Resource.Name}",
            ReferenceExpression.Create(
                $"Host={server.Property(EndpointProperty.Host)};Port={server.Property(EndpointProperty.Port)};Database={database.Resource.DatabaseName};Username={role};Password={password}"));
    }

    /// <summary>Runs once as the administrator: makes the roles, applies the migrations, grants.</summary>
    public static IResourceBuilder<ProjectResource> AsMigration(
        this IResourceBuilder<ProjectResource> builder, IResourceBuilder<PostgresDatabaseResource> database, PlatformSecrets secrets) =>
        builder
            .WithArgs("--role", "migrate")
            .WithReference(database)
            .WaitFor(database)
            .WithEnvironment("Database__Roles__control_plane", secrets.ControlPlaneRole)
            .WithEnvironment("Database__Roles__executor", secrets.ExecutorRole)
            .WithEnvironment("Database__Roles__assistant", secrets.AssistantRole)
            .WithEnvironment("Database__Roles__grafana_ro", secrets.GrafanaRole);
}
