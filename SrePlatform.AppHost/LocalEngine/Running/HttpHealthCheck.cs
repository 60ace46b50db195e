using System.Globalization;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Healthy while an address answers with the expected status.</summary>
internal sealed class HttpHealthCheck(EndpointReference endpoint, string path, int statusCode)
    : LocalHealthCheck($"{endpoint.Resource.Name}_{endpoint.EndpointName}_{path}_{statusCode.ToString(CultureInfo.InvariantCulture)}_check")
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1), UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    public string Path { get; } = path;

    public override async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync(new Uri(endpoint.Url + Path), cancellationToken);
            return (int)response.StatusCode == statusCode ? null : $"{Path} answers {((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)}";
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{Path} does not answer within 5 s";
        }
    }
}
