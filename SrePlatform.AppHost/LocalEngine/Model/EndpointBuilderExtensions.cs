namespace SrePlatform.AppHost.LocalEngine;

/// <summary>What can be said about resources that listen, and about who calls them.</summary>
public static class EndpointBuilderExtensions
{
    /// <summary>The resource listens for HTTP. The port reaches it in <paramref name="env"/>, and for projects in ASPNETCORE_URLS.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
    {
        _ = isProxied;
        return builder.WithEndpoint(new EndpointAnnotation(name ?? "http", "http", port ?? targetPort) { PortVariable = env });
    }

    /// <summary>An endpoint by name.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints =>
        new(builder.Resource, name);

    /// <summary>The resource is healthy when it answers on <paramref name="path"/>.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = builder.GetEndpoint(endpointName ?? "http");
        if (!endpoint.Exists)
        {
            throw new DistributedApplicationException($"'{builder.Resource.Name}' needs an HTTP endpoint before a health check: call WithHttpEndpoint() first.");
        }

        return builder.WithAnnotation(new HttpHealthCheck(endpoint, path ?? "/", statusCode ?? 200));
    }

    /// <summary>The endpoints are meant for callers outside of the application; locally nothing leaves this machine.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints => builder;

    /// <summary>The resource finds the other by its name.</summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where T : IResourceWithEnvironment
    {
        builder.WithAnnotation(new ResourceRelationshipAnnotation(source.Resource, "Reference"));
        return builder.WithEnvironment(context =>
        {
            foreach (var annotation in source.Resource.Annotations.OfType<EndpointAnnotation>())
            {
                var endpoint = new EndpointReference(source.Resource, annotation.Name);
                context.EnvironmentVariables[$"services__{source.Resource.Name}__{annotation.Name}__0"] = endpoint;
                context.EnvironmentVariables[$"{EnvironmentName(source.Resource.Name)}_{EnvironmentName(annotation.Name)}"] = endpoint;
            }
        });
    }

    /// <summary>The resource connects to the other by its connection string.</summary>
    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where T : IResourceWithEnvironment
    {
        _ = optional;
        builder.WithAnnotation(new ResourceRelationshipAnnotation(source.Resource, "Reference"));
        return builder.WithEnvironment(context =>
            context.EnvironmentVariables[$"ConnectionStrings__{connectionName ?? source.Resource.Name}"] = source.Resource.ConnectionStringExpression);
    }

    internal static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, EndpointAnnotation endpoint) where T : IResourceWithEndpoints =>
        builder.Resource.Annotations.OfType<EndpointAnnotation>().Any(existing => existing.Name == endpoint.Name)
            ? throw new DistributedApplicationException($"'{builder.Resource.Name}' already has an endpoint '{endpoint.Name}'.")
            : builder.WithAnnotation(endpoint);

    private static string EnvironmentName(string name) => name.Replace('-', '_').ToUpperInvariant();
}
