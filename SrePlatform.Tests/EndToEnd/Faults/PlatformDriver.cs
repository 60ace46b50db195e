#if LOCAL_ENGINE
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.EndToEnd.Faults;

/// <summary>Reads how the platform does, as an administrator.</summary>
internal sealed class PlatformDriver(HttpClient api) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<PlatformDriver> OfAsync(RunningPlatform platform) => new(await platform.ApiAsAsync("admin"));

    /// <summary>Waits until a part is said to be in a state.</summary>
    public Task SaysAsync(string part, string state) => Eventually.TrueAsync(
        async () => await StatesAsync() is { } states && states[part] == state, $"{part} is said to be {state}", Patience, TimeSpan.FromMilliseconds(500));

    /// <summary>Waits until nothing is away any more.</summary>
    public Task AllWellAsync() => Eventually.TrueAsync(
        async () => await StatesAsync() is { } states && !states.ContainsValue("unavailable"), "every part is well", Patience, TimeSpan.FromMilliseconds(500));

    public void Dispose() => api.Dispose();

    private async Task<Dictionary<string, string>?> StatesAsync()
    {
        try
        {
            using var answer = await api.GetAsync(new Uri("/api/v1/platform", UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode
                ? (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("parts").EnumerateArray()
                    .ToDictionary(part => part.GetProperty("name").GetString()!, part => part.GetProperty("state").GetString()!)
                : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
#endif
