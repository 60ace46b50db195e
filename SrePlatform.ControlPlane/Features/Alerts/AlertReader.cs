using System.Globalization;
using System.Text.Json;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>
/// Reads the JSON of senders leniently where they differ (a label given twice: the last one wins; unknown fields are skipped) and
/// strictly where a wrong value would be stored: each fault names its field.
/// </summary>
internal sealed class AlertReader(DateTimeOffset now)
{
    private const int MostErrors = 20;
    private static readonly TimeSpan FarthestPast = TimeSpan.FromDays(366);
    private static readonly TimeSpan FarthestFuture = TimeSpan.FromDays(366);

    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>Alertmanager v2, <c>POST /api/v2/alerts</c>: an array of alerts.</summary>
    public Outcome<IReadOnlyList<IncomingAlert>> ReadV2(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array)
        {
            return new ValidationFailure("body", "Send an array of alerts.");
        }

        return Read(body, "", _ => false);
    }

    /// <summary>Alertmanager's webhook, version 4: a group with its alerts.</summary>
    public Outcome<IReadOnlyList<IncomingAlert>> ReadWebhook(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("alerts", out var alerts) || alerts.ValueKind != JsonValueKind.Array)
        {
            return new ValidationFailure("alerts", "Send Alertmanager's webhook body, with its alerts in an array.");
        }

        return Read(alerts, "alerts", alert => Text(alert, "status") == "resolved");
    }

    private Outcome<IReadOnlyList<IncomingAlert>> Read(JsonElement alerts, string path, Func<JsonElement, bool> resolved)
    {
        if (alerts.GetArrayLength() > AlertLimits.AlertsPerRequest)
        {
            return new ValidationFailure(path.Length == 0 ? "body" : path, $"Send at most {AlertLimits.AlertsPerRequest} alerts at a time.");
        }

        var read = new List<IncomingAlert>(alerts.GetArrayLength());
        var index = 0;
        foreach (var alert in alerts.EnumerateArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            if (alert.ValueKind != JsonValueKind.Object)
            {
                Add(place, "Send an object.");
            }
            else
            {
                read.Add(ReadAlert(alert, place, resolved(alert)));
            }

            if (_errors.Count >= MostErrors)
            {
                break;
            }
        }

        return _errors.Count == 0 ? read : new ValidationFailure(_errors);
    }

    private IncomingAlert ReadAlert(JsonElement alert, string place, bool resolved)
    {
        var labels = Texts(alert, "labels", place, AlertLimits.Labels, AlertLimits.LabelValue);
        var annotations = Texts(alert, "annotations", place, AlertLimits.Annotations, AlertLimits.AnnotationValue);
        if (!labels.TryGetValue("alertname", out var name) || string.IsNullOrWhiteSpace(name))
        {
            Add(place + ".labels.alertname", "It is required.");
        }

        var starts = Time(alert, "startsAt", place);
        var ends = Time(alert, "endsAt", place);
        if (starts > ends)
        {
            Add(place + ".endsAt", "It is before startsAt.");
        }

        var url = Text(alert, "generatorURL");
        if (url is not null && (url.Length > AlertLimits.Url || url.Contains('\0', StringComparison.Ordinal)))
        {
            Add(place + ".generatorURL", $"Give at most {AlertLimits.Url} characters, without NUL.");
        }

        return new IncomingAlert(labels, annotations, starts, ends, resolved, url);
    }

    private Dictionary<string, string> Texts(JsonElement alert, string field, string place, int most, int longest)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!alert.TryGetProperty(field, out var values) || values.ValueKind == JsonValueKind.Null)
        {
            return texts;
        }

        if (values.ValueKind != JsonValueKind.Object)
        {
            Add($"{place}.{field}", "Send an object of texts.");
            return texts;
        }

        foreach (var property in values.EnumerateObject())
        {
            var path = $"{place}.{field}.{Shown(property.Name)}";
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                Add(path, "Send a text.");
                continue;
            }

            var text = property.Value.GetString()!;
            if (property.Name.Length is 0 or > AlertLimits.LabelName || text.Length > longest)
            {
                Add(path, $"A name may have {AlertLimits.LabelName} characters, a value {longest}.");
            }
            else if (text.Contains('\0', StringComparison.Ordinal) || property.Name.Contains('\0', StringComparison.Ordinal))
            {
                Add(path, "NUL is not allowed.");
            }
            else
            {
                texts[property.Name] = text;
            }
        }

        if (texts.Count > most)
        {
            Add($"{place}.{field}", $"Send at most {most}.");
        }

        return texts;
    }

    /// <summary>A missing time and year 1 (Go's zero time) mean that the sender did not say.</summary>
    private DateTimeOffset? Time(JsonElement alert, string field, string place)
    {
        if (!alert.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null
            || value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String
            || !DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            Add($"{place}.{field}", "Give a time like 2026-01-31T14:00:00Z.");
            return null;
        }

        if (time.Year <= 1)
        {
            return null;
        }

        if (time < now - FarthestPast || time > now + FarthestFuture)
        {
            Add($"{place}.{field}", "The time is more than a year away: check the sender's clock.");
            return null;
        }

        return time;
    }

    private static string? Text(JsonElement element, string field) =>
        element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Shown(string name) => name.Length <= 40 ? name.Replace("\0", "\\0", StringComparison.Ordinal) : name[..40] + "…";

    private void Add(string field, string message) => _errors.TryAdd(field, [message]);
}
