using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>Reads incidents as another service does.</summary>
internal sealed class IncidentsDriver(HttpClient api) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(500);

    public static async Task<IncidentsDriver> OfAsync(RunningPlatform platform) => new(await platform.ApiAsAsync("viewer"));

    /// <summary>The incidents that nobody has resolved.</summary>
    public async Task<IReadOnlyList<IncidentSeen>> OpenAsync() =>
        [.. (await AllAsync()).Where(incident => incident.State is not ("resolved" or "closed"))];

    public async Task<IReadOnlyList<IncidentSeen>> AllAsync()
    {
        var page = await api.GetFromJsonAsync<JsonElement>("/api/v1/incidents?limit=100", TestContext.Current.CancellationToken);
        return [.. page.GetProperty("items").EnumerateArray().Select(IncidentSeen.From)];
    }

    /// <summary>Waits for an open incident of a service.</summary>
    public async Task<IncidentSeen> OpenedForAsync(string service)
    {
        IncidentSeen? found = null;
        await Eventually.TrueAsync(
            async () => (found = (await OpenAsync()).FirstOrDefault(incident => incident.Services.Contains(service))) is not null,
            $"an incident of {service} opens", Patience, Often);
        return found!;
    }

    /// <summary>One incident as it is now.</summary>
    public async Task<IncidentSeen> ReadAsync(Guid id) =>
        IncidentSeen.From(await api.GetFromJsonAsync<JsonElement>($"/api/v1/incidents/{id}", TestContext.Current.CancellationToken));

    /// <summary>Waits until nothing is on fire any more.</summary>
    public Task AllResolvedAsync() =>
        Eventually.TrueAsync(async () => (await OpenAsync()).Count == 0, "every incident is resolved", Patience, Often);

    public void Dispose() => api.Dispose();
}

/// <summary>An incident as the API shows it.</summary>
internal sealed record IncidentSeen(Guid Id, int Number, string State, IReadOnlyList<string> Services)
{
    public static IncidentSeen From(JsonElement item) => new(
        item.GetProperty("id").GetGuid(),
        item.GetProperty("number").GetInt32(),
        item.GetProperty("state").GetString()!,
        [.. item.GetProperty("services").EnumerateArray().Select(service => service.GetString()!)]);
}
