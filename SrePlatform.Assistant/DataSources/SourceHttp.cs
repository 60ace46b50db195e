using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Http.Resilience;

namespace SrePlatform.Assistant.DataSources;

/// <summary>How an optional HTTP source is reached; a base of its options.</summary>
internal abstract class HttpSourceOptions
{
    /// <summary>Base address; none means that the source is not connected.</summary>
    public Uri? Url { get; set; }

    public string Username { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>A bearer token, in place of a user.</summary>
    public string Token { get; set; } = "";

    /// <summary>Seconds one call may take.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Largest answer that is read.</summary>
    [System.ComponentModel.DataAnnotations.Range(1024, 512 * 1024 * 1024)]
    public int MaximumBytes { get; set; } = 4 * 1024 * 1024;

    public bool IsOn => Url is not null;

    public void Apply(HttpClient http)
    {
        http.BaseAddress = Url is { } url ? new Uri(url.ToString().TrimEnd('/') + "/") : null;
        http.Timeout = Timeout.InfiniteTimeSpan;
        if (Token.Length > 0)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }
        else if (Username.Length > 0)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password}")));
        }
    }
}
