using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Features.Resources;

namespace SrePlatform.ControlPlane.Features.Discovery;

/// <summary>Tries the ports of one host, no faster than the installation allows.</summary>
internal sealed class LookAtHost(IOptions<ScanOptions> options) : IDisposable
{
    private readonly TokenBucketRateLimiter _pace = new(new()
    {
        TokenLimit = options.Value.ConnectionsPerSecond,
        TokensPerPeriod = Math.Max(1, options.Value.ConnectionsPerSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>The host, if any port accepts a connection.</summary>
    public async Task<FoundHost?> RunAsync(IPAddress address, IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        var open = new List<int>();
        foreach (var port in ports)
        {
            using var turn = await _pace.AcquireAsync(1, cancellationToken);
            if (await AcceptsAsync(address, port, cancellationToken))
            {
                open.Add(port);
            }
        }

        return open.Count == 0 ? null : new(address.ToString(), await NameAsync(address, cancellationToken), open);
    }

    public void Dispose() => _pace.Dispose();

    private async Task<bool> AcceptsAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.Timeout);
        try
        {
            await socket.ConnectAsync(address, port, timeout.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>What the name service calls it; a name that no resource could have is none.</summary>
    private async Task<string?> NameAsync(IPAddress address, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.Timeout);
        try
        {
            var name = (await Dns.GetHostEntryAsync(address.ToString(), AddressFamily.Unspecified, timeout.Token)).HostName;
            return name != address.ToString() && name.Length <= ResourceValidation.LongestName && ResourceValidation.IsHostAndPort(name + ":1") ? name : null;
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
