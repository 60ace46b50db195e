using System.Net;

namespace SrePlatform.ControlPlane.Platform.Network;

/// <summary>Thrown where an address that somebody typed points to a place inside the installation that no administrator allowed.</summary>
public sealed class AddressRefusedException(string message) : HttpRequestException(message);

/// <summary>Which addresses are inside an installation, or nowhere.</summary>
internal static class InternalAddresses
{
    /// <summary>This machine, private and link-local networks, shared and reserved ones, multicast, and ways to write IPv4 inside IPv6.</summary>
    private static readonly IPNetwork[] Networks =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/127", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Contains(IPAddress address) => Array.Exists(Networks, network => network.Contains(Plain(address)));

    /// <summary>IPv4 as IPv4, however it was written.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
