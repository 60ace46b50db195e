using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>A rule as vmalert has it loaded.</summary>
internal sealed record LoadedRule(
    string Group, string Name, string Query, double ForSeconds, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations, string? LastError);

/// <summary>Asks vmalert what it evaluates.</summary>
internal sealed class VmAlertClient(HttpClient http, IOptionsMonitor<VmAlertOptions> options)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The loaded rules, or the reason why they are not known.</summary>
    public async Task<MetricsAnswer<IReadOnlyList<LoadedRule>>> ListAsync(CancellationToken cancellationToken)
    {
        if (options.CurrentValue is not { Url: { } url } current)
        {
            return new MetricsFailure(MetricsFailureReason.NotConfigured, "VmAlert:Url is not set");
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(url.AbsoluteUri.TrimEnd('/') + "/"), "api/v1/rules"));
            request.Headers.Authorization = VictoriaMetricsCredentials.Of(current.Username, current.Password);
            using var response = await http.SendAsync(request, timeout.Token);
            if (!response.IsSuccessStatusCode)
            {
                return new MetricsFailure(MetricsFailureReason.Rejected, $"vmalert answered {(int)response.StatusCode}");
            }

            var body = await response.Content.ReadFromJsonAsync<Response>(timeout.Token);
            return Rules(body).ToList();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MetricsFailure(MetricsFailureReason.TimedOut, "vmalert did not answer in time");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new MetricsFailure(MetricsFailureReason.Unreachable, $"vmalert cannot be reached: {exception.Message}");
        }
        catch (JsonException exception)
        {
            return new MetricsFailure(MetricsFailureReason.Malformed, $"vmalert answered something that is not a list of rules: {exception.Message}");
        }
    }

    private static IEnumerable<LoadedRule> Rules(Response? response) =>
        from loaded in response?.Data?.Groups ?? []
        from rule in loaded.Rules ?? []
        select new LoadedRule(loaded.Name, rule.Name, rule.Query, rule.Duration, rule.Labels ?? [], rule.Annotations ?? [], string.IsNullOrEmpty(rule.LastError) ? null : rule.LastError);

    private sealed record Response(Data? Data);

    private sealed record Data(List<Group>? Groups);

    private sealed record Group(string Name, List<Rule>? Rules);

    private sealed record Rule(
        string Name,
        string Query,
        double Duration,
        Dictionary<string, string>? Labels,
        Dictionary<string, string>? Annotations,
        [property: JsonPropertyName("lastError")] string? LastError);
}
