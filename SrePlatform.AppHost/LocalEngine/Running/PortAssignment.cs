using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Gives every endpoint a port: the one asked for, the one it had last time, or a free one.</summary>
internal sealed class PortAssignment(DataFolder data, bool random)
{
    // Below the range that the kernel takes client ports from, so that a port is not lost between choosing and listening.
    private const int Lowest = 15000;
    private const int Highest = 30000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly HashSet<int> _taken = [];

    public async Task AssignAsync(IEnumerable<IResource> resources, CancellationToken cancellationToken)
    {
        var file = data.File("ports.json");
        var remembered = random ? [] : Read(file);
        foreach (var resource in resources)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                var key = $"{resource.Name}/{endpoint.Name}";
                endpoint.AllocatedPort = await ChooseAsync(resource, endpoint, remembered.TryGetValue(key, out var last) ? last : null, cancellationToken);
                _taken.Add(endpoint.AllocatedPort.Value);
                remembered[key] = endpoint.AllocatedPort.Value;
            }
        }

        if (!random)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(remembered, Indented), cancellationToken);
        }
    }

    private static SortedDictionary<string, int> Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<SortedDictionary<string, int>>(File.ReadAllBytes(file)) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private async Task<int> ChooseAsync(IResource resource, EndpointAnnotation endpoint, int? last, CancellationToken cancellationToken)
    {
        if (!random && endpoint is { Port: { } fixedPort, PortIsPreference: false })
        {
            return await IsFreeSoonAsync(fixedPort, Patience, cancellationToken) ? fixedPort : throw new DistributedApplicationException(
                $"Port {Text(fixedPort)}, where '{resource.Name}' should listen, is used by another program. "
                + "Choose another with --port <number> (or ControlPlane__Port in the environment), or stop that program.");
        }

        foreach (var wanted in new[] { last, endpoint.Port })
        {
            // What remains of a previous run may hold its port for a moment.
            if (!random && wanted is { } port && await IsFreeSoonAsync(port, port == last ? Patience : TimeSpan.Zero, cancellationToken))
            {
                return port;
            }
        }

        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new DistributedApplicationException($"No free port was found for '{resource.Name}' between {Text(Lowest)} and {Text(Highest)}.");
    }

    private async Task<bool> IsFreeSoonAsync(int port, TimeSpan patience, CancellationToken cancellationToken)
    {
        var step = TimeSpan.FromMilliseconds(200);
        for (var waited = TimeSpan.Zero; ; waited += step)
        {
            if (IsFree(port))
            {
                return true;
            }

            if (waited >= patience || _taken.Contains(port))
            {
                return false;
            }

            await Task.Delay(step, cancellationToken);
        }
    }

    private bool IsFree(int port)
    {
        if (_taken.Contains(port))
        {
            return false;
        }

        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
