namespace SrePlatform.AppHost.LocalEngine;

/// <summary>A port that a resource listens on.</summary>
public sealed class EndpointAnnotation(string name, string uriScheme, int? port) : IResourceAnnotation
{
    /// <summary>The name, unique in the resource.</summary>
    public string Name { get; } = name;

    /// <summary>The scheme of the address.</summary>
    public string UriScheme { get; } = uriScheme;

    /// <summary>The port asked for; any free one when null.</summary>
    public int? Port { get; } = port;

    /// <summary>The host name in the address.</summary>
    public string TargetHost { get; init; } = "localhost";

    /// <summary>The environment variable that carries the port to the process.</summary>
    internal string? PortVariable { get; init; }

    /// <summary>Whether another port will do when the one asked for is taken.</summary>
    internal bool PortIsPreference { get; init; }

    /// <summary>The port that was given when the application started.</summary>
    internal int? AllocatedPort { get; set; }
}

/// <summary>A part of an endpoint's address.</summary>
public enum EndpointProperty
{
    /// <summary>The whole address.</summary>
    Url,

    /// <summary>The host name.</summary>
    Host,

    /// <summary>The IPv4 host address.</summary>
    IPV4Host,

    /// <summary>The port.</summary>
    Port,

    /// <summary>The scheme.</summary>
    Scheme,

    /// <summary>The port that the process listens on.</summary>
    TargetPort,

    /// <summary>Host and port.</summary>
    HostAndPort,
}

/// <summary>An endpoint of a resource, by name.</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IManifestExpressionProvider, IValueProvider
{
    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; } = owner;

    /// <summary>The endpoint's name.</summary>
    public string EndpointName { get; } = endpointName;

    /// <summary>Whether the resource has such an endpoint.</summary>
    public bool Exists => Find() is not null;

    /// <summary>Whether a port has been given.</summary>
    public bool IsAllocated => Find()?.AllocatedPort is not null;

    /// <summary>The address.</summary>
    public string Url => $"{Annotation.UriScheme}://{Host}:{Port}";

    /// <summary>The host name.</summary>
    public string Host => Annotation.TargetHost;

    /// <summary>The port.</summary>
    public int Port => Annotation.AllocatedPort ?? throw new InvalidOperationException(
        $"The endpoint '{EndpointName}' of '{Resource.Name}' has no port before the application starts.");

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Resource.Name}.bindings.{EndpointName}.url}}";

    internal EndpointAnnotation Annotation => Find() ?? throw new InvalidOperationException($"'{Resource.Name}' has no endpoint '{EndpointName}'.");

    /// <summary>A part of the address.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    private EndpointAnnotation? Find() => Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.Name == EndpointName);
}
