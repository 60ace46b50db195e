using System.Net.Http.Json;

namespace SrePlatform.Assistant.Evaluation.Scenarios;

/// <summary>The switches of the demo shop's console.</summary>
internal sealed class ShopSwitches(HttpClient http, Uri console)
{
    public async Task OnAsync(string fault, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync(new Uri(console, $"/faults/{fault}"), new { enabled = true }, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task AllOffAsync(CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync(new Uri(console, "/faults"), cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Switches off what can be reached; what cannot has no fault any more.</summary>
    public async Task<bool> TryAllOffAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AllOffAsync(cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
