namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>An alert as it was sent, read and checked, whatever the sender's format.</summary>
/// <param name="Labels">Identify the alert; <c>alertname</c> is among them.</param>
/// <param name="Annotations">Describe it.</param>
/// <param name="StartsAt">When the sender saw it begin; null if it did not say.</param>
/// <param name="EndsAt">When it ended, or ends unless it is repeated; null if the sender did not say.</param>
/// <param name="Resolved">The sender said outright that it ended (webhooks); otherwise <paramref name="EndsAt"/> decides.</param>
/// <param name="GeneratorUrl">Where the sender explains it.</param>
internal sealed record IncomingAlert(
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    bool Resolved,
    string? GeneratorUrl)
{
    /// <summary>Of its labels; computed once, since posts that arrive together are sorted by it before they are stored by it.</summary>
    public string Fingerprint { get; } = Alerts.Fingerprint.Of(Labels);

    public string Rule => Labels["alertname"];

    public string? Label(string name) => Labels.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
