using System.Net;
using System.Net.Sockets;

namespace SrePlatform.ControlPlane.Platform.Network;

/// <summary>Connects to addresses that were checked before, and to no name: a name could change between check and use.</summary>
internal static class CheckedConnection
{
    public static async Task<Socket> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
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
}
