using SrePlatform.ControlPlane.Features.Resources;

namespace SrePlatform.ControlPlane.Features.Discovery;

internal enum FindingState
{
    /// <summary>Waits for a person.</summary>
    Proposed,

    /// <summary>Is a resource already.</summary>
    Known,

    Adopted,

    /// <summary>Is not to be proposed again.</summary>
    Ignored,
}

/// <summary>A host that answered.</summary>
internal sealed class ScanFinding
{
    private ScanFinding()
    {
    }

    public Guid Id { get; private set; }

    public Guid ScanId { get; private set; }

    public string Address { get; private set; } = "";

    /// <summary>What the name service calls it.</summary>
    public string? Name { get; private set; }

    /// <summary>The ports that accept connections.</summary>
    public IReadOnlyList<int> Ports { get; private set; } = [];

    public FindingState State { get; private set; }

    public Guid? ResourceId { get; private set; }

    public DateTimeOffset FoundAt { get; private set; }

    public ResourceKind Kind => FindingGuess.Kind(Ports);

    public void Adopt(Guid resourceId) => (State, ResourceId) = (FindingState.Adopted, resourceId);

    public void Ignore() => State = FindingState.Ignored;

    public void Propose() => State = FindingState.Proposed;
}

/// <summary>What ports say about a host. Pure.</summary>
internal static class FindingGuess
{
    private const int NodeExporter = 9100;

    private static readonly int[] Databases = [1433, 1521, 3306, 5432, 9042, 27017];
    private static readonly int[] Caches = [6379, 11211];
    private static readonly int[] Servers = [22, 3389, 5985, NodeExporter];

    public static ResourceKind Kind(IReadOnlyList<int> ports) =>
        ports.Any(Databases.Contains) ? ResourceKind.Database
        : ports.Any(Caches.Contains) ? ResourceKind.Cache
        : ports.Any(Servers.Contains) ? ResourceKind.Server
        : ResourceKind.Service;

    /// <summary>Where its metrics are read, if it looks as if they can be.</summary>
    public static string? Exporter(string address, IReadOnlyList<int> ports) => ports.Contains(NodeExporter) ? HostPort(address, NodeExporter) : null;

    public static string HostPort(string address, int port) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port}" : $"{address}:{port}";
}
