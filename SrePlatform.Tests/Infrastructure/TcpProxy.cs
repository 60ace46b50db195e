using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SrePlatform.Tests.Infrastructure;

/// <summary>Stands between a service and a part of the platform, and makes that part silent or unreachable.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _target;
    private readonly Task _accepting;
    private volatile bool _refuses;
    private TimeSpan _delay;
    private TaskCompletionSource _flows = Flowing();

    private TcpProxy(IPEndPoint target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static TcpProxy To(int port) => new(new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>Closes what is open and takes no more, like a part that was killed.</summary>
    public void Cut()
    {
        _refuses = true;
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    /// <summary>Keeps connections open and lets nothing through, like a part that hangs.</summary>
    public void Hang() => Interlocked.Exchange(ref _flows, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Holds everything that goes through back for a while, like a part far away or overloaded.</summary>
    public void Slow(TimeSpan delay) => _delay = delay;

    /// <summary>Lets everything through again.</summary>
    public void Mend()
    {
        _refuses = false;
        _delay = TimeSpan.Zero;
        _flows.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _ending.Dispose();
    }

    private static TaskCompletionSource Flowing()
    {
        var flows = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        flows.SetResult();
        return flows;
    }

    private async Task AcceptAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                _ = ServeAsync(client);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var target = new TcpClient();
        _open[client] = 0;
        try
        {
            if (_refuses)
            {
                return;
            }

            await target.ConnectAsync(_target, _ending.Token);
            _open[target] = 0;
            await Task.WhenAny(PumpAsync(client.GetStream(), target.GetStream()), PumpAsync(target.GetStream(), client.GetStream()));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or InvalidOperationException)
        {
            // The target is away as well, or the test is over.
        }
        finally
        {
            _open.TryRemove(target, out _);
            _open.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _ending.Token) is > 0 and var count)
            {
                await _flows.Task.WaitAsync(_ending.Token);
                if (_delay > TimeSpan.Zero)
                {
                    using var timer = new PeriodicTimer(_delay);
                    await timer.WaitForNextTickAsync(_ending.Token);
                }

                await to.WriteAsync(buffer.AsMemory(0, count), _ending.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One end closed it, or the test did.
        }
    }
}
