using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Caching;
using SrePlatform.ControlPlane.Platform.Network;

namespace SrePlatform.ControlPlane.Features.Networks;

/// <summary>
/// Keeps what people type as a target from reaching where no administrator allowed. Names are resolved here, every address is checked,
/// and the connection goes to the checked address, so that a name cannot change between check and use.
/// </summary>
internal sealed class NetworkGuard(IServiceScopeFactory scopes, IOptions<NetworkOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>Clouds hand out credentials here; nobody can allow it.</summary>
    private static readonly IPNetwork[] Never = [IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fd00:ec2::/32")];

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly Kept<IReadOnlyList<IPNetwork>> _allowed = new(KeptFor, time);

    /// <summary>The ranges that are allowed now.</summary>
    public Task<IReadOnlyList<IPNetwork>> AllowedAsync(CancellationToken cancellationToken) => _allowed.GetAsync(ReadAsync, cancellationToken);

    /// <summary>Forgets what was read, so that a change counts at once here, and on other replicas within seconds.</summary>
    public void Forget() => _allowed.Forget();

    /// <summary>The addresses of a host, all of which may be reached.</summary>
    /// <exception cref="AddressRefusedException">One of them may not: a name that points to both is not an accident.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = await AllowedAsync(cancellationToken);
        if (addresses.Length == 0)
        {
            throw new AddressRefusedException($"{host} has no address.");
        }

        return Array.Find(addresses, address => !MayReach(address, allowed)) is { } refused
            ? throw new AddressRefusedException($"{refused} is inside this installation. An administrator can allow its range under Settings, Networks.")
            : addresses;
    }

    /// <summary>Connects to an allowed address of a host.</summary>
    public async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken) =>
        await CheckedConnection.OpenAsync(await ResolveAsync(host, cancellationToken), port, cancellationToken);

    public void Dispose() => _allowed.Dispose();

    /// <summary>Public addresses may be reached, those inside an installation only where a range that an administrator allowed has them.</summary>
    internal static bool MayReach(IPAddress address, IReadOnlyList<IPNetwork> allowed)
    {
        var plain = InternalAddresses.Plain(address);
        return !Array.Exists(Never, network => network.Contains(plain)) && (!InternalAddresses.Contains(plain) || allowed.Any(network => network.Contains(plain)));
    }

    /// <summary>Whether a whole range is inside an allowed one: what a scan needs, for public addresses too.</summary>
    internal static bool Covers(IPNetwork range, IReadOnlyList<IPNetwork> allowed) =>
        allowed.Any(network => network.PrefixLength <= range.PrefixLength && network.Contains(range.BaseAddress)) && !Array.Exists(Never, never => Overlap(never, range));

    internal static bool IsNeverAllowed(IPNetwork range) => Array.Exists(Never, never => never.PrefixLength <= range.PrefixLength && never.Contains(range.BaseAddress));

    private static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private async Task<IReadOnlyList<IPNetwork>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var ranges = await scope.ServiceProvider.GetRequiredService<SreDbContext>().Set<AllowedNetwork>().AsNoTracking().Select(network => network.Range).ToListAsync(cancellationToken);
        return [.. options.Value.Allowed.Concat(ranges).Select(IPNetwork.Parse)];
    }
}
