using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Platform.Network;

namespace SrePlatform.ControlPlane.Features.Notifications;

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

        return await CheckedConnection.OpenAsync(addresses, port, cancellationToken);
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

    internal bool IsAllowed(IPAddress address) =>
        Array.Exists(_allowed, network => network.Contains(InternalAddresses.Plain(address))) || !InternalAddresses.Contains(address);
}
