using System.Text.Json.Serialization;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>An alert as Alertmanager's API v2 has it; it describes the body, which <see cref="AlertReader"/> reads leniently.</summary>
internal sealed record PostedAlert
{
    [JsonPropertyName("labels")]
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [JsonPropertyName("startsAt")]
    public DateTimeOffset? StartsAt { get; init; }

    [JsonPropertyName("endsAt")]
    public DateTimeOffset? EndsAt { get; init; }

    [JsonPropertyName("generatorURL")]
    public string? GeneratorUrl { get; init; }
}

/// <summary>The part of Alertmanager's webhook, version 4, that is read.</summary>
internal sealed record PostedWebhook
{
    [JsonPropertyName("alerts")]
    public required IReadOnlyList<PostedWebhookAlert> Alerts { get; init; }
}

/// <summary>An alert of the webhook, which says by its status whether it is over.</summary>
internal sealed record PostedWebhookAlert
{
    /// <summary>firing or resolved.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("labels")]
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [JsonPropertyName("startsAt")]
    public DateTimeOffset? StartsAt { get; init; }

    [JsonPropertyName("endsAt")]
    public DateTimeOffset? EndsAt { get; init; }

    [JsonPropertyName("generatorURL")]
    public string? GeneratorUrl { get; init; }
}
