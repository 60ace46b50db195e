using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.DataSources.ControlPlane;

/// <summary>The Control Plane's read-only API, called as this service, and the one callback to it.</summary>
internal sealed class ControlPlaneClient(HttpClient http, RequesterAccess requester, IOptions<ControlPlaneOptions> options)
{
    private const string Source = "The Control Plane";
    private const string CallbackPath = "/api/v1/callbacks/diagnosis-complete";

    public async Task<ToolBytes> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (requester.Token is { } token)
        {
            request.Headers.Add(RequesterAccess.Header, token);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await BoundedResponse.ReadAsync(response, Source, options.Value.MaximumBytes, cancellationToken);
    }

    /// <summary>Says that a session ended. Null when it was taken, else what went wrong.</summary>
    public async Task<CallbackRefusal?> CompleteAsync(string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(CallbackPath, UriKind.Relative), content, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        var passing = (int)response.StatusCode >= 500
            || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
        return new CallbackRefusal($"The Control Plane answered {(int)response.StatusCode} to the callback.", Permanent: !passing);
    }
}

/// <summary>A callback that was not taken; permanent when the same message will never be.</summary>
internal sealed record CallbackRefusal(string Message, bool Permanent);
