using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using SrePlatform.ControlPlane.Features.Checks.Probes;
using SrePlatform.ControlPlane.Platform.Network;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>Asks once, within the check's timeout; whatever happens is a result.</summary>
internal sealed class RunCheck(IEnumerable<IProbe> probes)
{
    public async Task<ProbeResult> RunAsync(ClaimedCheck check, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(check.Timeout);
        var answer = await AskAsync(check, timeout.Token, cancellationToken);
        return new(answer.Succeeded, answer.Detail, Stopwatch.GetElapsedTime(began), answer.HttpStatus, answer.CertificateExpiresAt);
    }

    private async Task<ProbeAnswer> AskAsync(ClaimedCheck check, CancellationToken timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await probes.Single(probe => probe.Kind == check.Kind).AskAsync(check, timeout);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(false, string.Create(CultureInfo.InvariantCulture, $"No answer within {check.Timeout.TotalSeconds:0.#} s"));
        }
        catch (AddressRefusedException refused)
        {
            return new(false, refused.Message);
        }
        catch (SocketException exception)
        {
            return new(false, Words(exception));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new(false, exception.InnerException switch
            {
                AddressRefusedException refused => refused.Message,
                SocketException socket => Words(socket),
                _ => exception.Message,
            });
        }
    }

    private static string Words(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "Nothing listens there: the connection was refused",
        SocketError.HostNotFound or SocketError.NoData => "The name has no address",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "There is no way to the address",
        SocketError.TimedOut => "No answer to the connection",
        _ => exception.Message,
    };
}
