using System.Buffers;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SrePlatform.ControlPlane.Features.Networks;

namespace SrePlatform.ControlPlane.Features.Checks.Probes;

/// <summary>
/// Gets a page over a connection of its own to a checked address. Redirects are not followed: a redirect is an answer, and its target is
/// nobody's choice. Of the body no more is read than is looked through.
/// </summary>
internal sealed class HttpProbe(NetworkGuard guard) : IProbe
{
    private const int MostBody = 256 * 1024;
    private const int Redirects = 300;

    public CheckKind Kind => CheckKind.Http;

    public async Task<ProbeAnswer> AskAsync(ClaimedCheck check, CancellationToken cancellationToken)
    {
        var seen = new SeenCertificate();
        using var handler = Handler(check, seen);
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(check.Target));
        request.Headers.UserAgent.ParseAdd("SrePlatform-Check/1.0");
        try
        {
            using var response = await invoker.SendAsync(request, cancellationToken);
            var (succeeded, detail) = await JudgeAsync(check, response, cancellationToken);
            return new(succeeded, detail) { HttpStatus = (int)response.StatusCode, CertificateExpiresAt = seen.ExpiresAt };
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.SecureConnectionError)
        {
            return new(false, seen.Errors is SslPolicyErrors.None ? $"No secure connection: {exception.InnerException?.Message ?? exception.Message}" : $"Clients refuse the certificate: {seen.Errors}")
            {
                CertificateExpiresAt = seen.ExpiresAt,
            };
        }
    }

    private SocketsHttpHandler Handler(ClaimedCheck check, SeenCertificate seen) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        MaxResponseHeadersLength = 64,
        ConnectCallback = async (connection, token) => new NetworkStream(await guard.ConnectAsync(connection.DnsEndPoint.Host, connection.DnsEndPoint.Port, token), ownsSocket: true),
        SslOptions = new SslClientAuthenticationOptions
        {
#pragma warning disable CA5359 // Whether a bad certificate matters is what the check says; it is noted either way.
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                seen.Note(certificate, chain, errors);
                return errors is SslPolicyErrors.None || !check.VerifiesCertificate;
            },
#pragma warning restore CA5359
        },
    };

    private static async Task<(bool, string)> JudgeAsync(ClaimedCheck check, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var expected = check.ExpectedStatus is { } one ? status == one : response.IsSuccessStatusCode;
        if (!expected)
        {
            var wanted = check.ExpectedStatus?.ToString(CultureInfo.InvariantCulture) ?? "2xx";
            return (false, status is >= Redirects and < 400 && response.Headers.Location is { } location ? $"Answered {status} to {location}, not {wanted}" : $"Answered {status}, not {wanted}");
        }

        if (check.ExpectedText is not { } text)
        {
            return (true, $"Answered {status}");
        }

        return await ReadAsync(response, cancellationToken) is var body && body.Contains(text, StringComparison.Ordinal)
            ? (true, $"Answered {status} with the text")
            : (false, $"Answered {status} without the text \"{text}\"");
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MostBody);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(buffer.AsMemory(0, MostBody), MostBody, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The earliest end of the certificates that the server sent, as clients will meet it.</summary>
    private sealed class SeenCertificate
    {
        public DateTimeOffset? ExpiresAt { get; private set; }

        public SslPolicyErrors Errors { get; private set; }

        public void Note(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            Errors = errors;
            var all = (chain?.ChainElements.Select(element => element.Certificate.NotAfter) ?? []).Concat(certificate is X509Certificate2 own ? [own.NotAfter] : []).ToList();
            ExpiresAt = all.Count == 0 ? null : new DateTimeOffset(all.Min().ToUniversalTime());
        }
    }
}
