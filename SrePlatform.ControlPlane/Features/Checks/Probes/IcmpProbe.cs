using System.Net.NetworkInformation;
using SrePlatform.ControlPlane.Features.Networks;

namespace SrePlatform.ControlPlane.Features.Checks.Probes;

/// <summary>Sends an echo request. Where the operating system lets this process do no such thing, the result says so.</summary>
internal sealed class IcmpProbe(NetworkGuard guard) : IProbe
{
    public CheckKind Kind => CheckKind.Icmp;

    public async Task<ProbeAnswer> AskAsync(ClaimedCheck check, CancellationToken cancellationToken)
    {
        var address = (await guard.ResolveAsync(check.Target, cancellationToken))[0];
        using var ping = new Ping();
        try
        {
            var reply = await ping.SendPingAsync(address, check.Timeout, cancellationToken: cancellationToken);
            return reply.Status is IPStatus.Success
                ? new(true, $"{address} answers in {reply.RoundtripTime} ms")
                : new(false, reply.Status is IPStatus.TimedOut ? $"{address} does not answer" : $"{address}: {reply.Status}");
        }
        catch (PlatformNotSupportedException)
        {
            return new(false, "Echo requests need the program ping or the right to open raw sockets, and this process has neither");
        }
        catch (PingException exception)
        {
            return new(false, exception.InnerException?.Message ?? exception.Message);
        }
    }
}
