using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Thrown where a channel points to a place inside the installation that no administrator allowed.</summary>
public sealed class AddressRefusedException(string message) : HttpRequestException(message);

/// <summary>
/// Keeps what people type as a channel's address from reaching into the installation: names are resolved here, every address is
/// checked, and the connection goes to the checked address, so that a name cannot change between check and use. Redirects are
/// not followed: what is signed or secret goes to the address that was typed.
/// </summary>
internal sealed class OutgoingAddresses(IOptions<NotificationOptions> options)
{
    private readonly IPNetwork[] _allowed = [.. options.Value.AllowedNetworks.Select(IPNetwork.Parse)];

    /// <summary>Connects to the first address of a host that is allowed.</summary>
    public async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        // One address inside is enough to refuse: a name that points to both is not an accident.
        if (Array.Find(addresses, address => !IsAllowed(address)) is not null || addresses.Length == 0)
        {
            throw new AddressRefusedException($"{host} is inside this installation or nowhere. Allow its network in Notifications:AllowedNetworks if that is meant.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A handler whose every connection goes to a checked address, and through no proxy.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = async (context, cancellationToken) =>
            new NetworkStream(await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken), ownsSocket: true),
    };

    internal bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_allowed, network => network.Contains(plain)) || !Array.Exists(Internal, network => network.Contains(plain));
    }

    /// <summary>This machine, private and link-local networks, shared and reserved ones, multicast, and ways to write IPv4 inside IPv6.</summary>
    private static readonly IPNetwork[] Internal =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/127", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];
}
