using System.Net.Http.Json;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>Breaks and mends the demo shop through its console, as a person does on its page.</summary>
internal sealed class ShopDriver(HttpClient console) : IAsyncDisposable
{
    public static ShopDriver Of(RunningPlatform platform) => new(platform.App.CreateHttpClient("shop-console", "http"));

    /// <summary>Switches a fault on.</summary>
    public async Task BreakAsync(string fault)
    {
        using var answer = await console.PutAsJsonAsync($"/faults/{fault}", new { enabled = true }, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{fault}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>Switches every fault off.</summary>
    public async Task MendAsync()
    {
        using var answer = await console.DeleteAsync(new Uri("/faults", UriKind.Relative), CancellationToken.None);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await MendAsync();
        console.Dispose();
    }
}
