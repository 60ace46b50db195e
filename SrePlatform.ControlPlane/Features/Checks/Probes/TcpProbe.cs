using System.Globalization;
using SrePlatform.ControlPlane.Features.Networks;

namespace SrePlatform.ControlPlane.Features.Checks.Probes;

/// <summary>Opens a connection and closes it.</summary>
internal sealed class TcpProbe(NetworkGuard guard) : IProbe
{
    public CheckKind Kind => CheckKind.Tcp;

    public async Task<ProbeAnswer> AskAsync(ClaimedCheck check, CancellationToken cancellationToken)
    {
        var colon = check.Target.LastIndexOf(':');
        using var socket = await guard.ConnectAsync(check.Target[..colon].Trim('[', ']'), int.Parse(check.Target.AsSpan(colon + 1), CultureInfo.InvariantCulture), cancellationToken);
        return new(true, $"{socket.RemoteEndPoint} accepts connections");
    }
}
