using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>A diagnosis compares with normal time: three minutes of it have to be there, four where it has to search for an onset, as for anybody.</summary>
internal static class NormalTime
{
    private const string VictoriaMetricsUser = "sre";

    /// <summary>Measurements of the whole shop, without its restarts and faults, in the last so many seconds.</summary>
    private const int Seconds = 265;

    /// <summary>Returns once every service of the shop has been measured for long enough.</summary>
    public static async Task PassedAsync(RunningPlatform platform)
    {
        using var metrics = platform.App.CreateHttpClient("victoria-metrics", "http");
        metrics.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{VictoriaMetricsUser}:{platform.Secret("victoria-metrics-password")}")));
        var query = $"min(timestamp(up{{env=\"demo\"}}) - tfirst_over_time(up{{env=\"demo\"}}[1h])) > {Seconds}";
        await Eventually.TrueAsync(
            async () => (await metrics.GetFromJsonElementAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}")).GetProperty("data").GetProperty("result").GetArrayLength() > 0,
            $"the shop has been measured for {Seconds.ToString(CultureInfo.InvariantCulture)} s", TimeSpan.FromMinutes(5));
    }

    private static async Task<JsonElement> GetFromJsonElementAsync(this HttpClient client, string path)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }
}
