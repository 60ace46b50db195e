using System.Globalization;
using System.Net.Mail;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>One thing that a kind of channel needs to know.</summary>
/// <param name="Name">In forms and in the API.</param>
/// <param name="Check">The code of what is wrong with a value; null if nothing is.</param>
internal sealed record ChannelField(string Name, bool Secret = false, bool Required = true, string? Default = null, Func<string, string?>? Check = null);

/// <summary>What each kind of channel needs to know; forms, API and checks all follow from it.</summary>
internal static class ChannelFields
{
    private const int Longest = 2_000;

    private static readonly ChannelField[] Email =
    [
        new("host"), new("port", Default: "587", Check: Port), new("security", Default: "starttls", Check: Security), new("user", Required: false),
        new("password", Secret: true, Required: false), new("from", Check: Address), new("to", Required: false, Check: Addresses),
    ];

    public static IReadOnlyList<ChannelField> Of(ChannelKind kind) => kind switch
    {
        ChannelKind.Email => Email,
        ChannelKind.Slack or ChannelKind.Teams => [new("url", Secret: true, Check: Url)],
        ChannelKind.PagerDuty => [new("routing_key", Secret: true), new("url", Default: "https://events.pagerduty.com/v2/enqueue", Check: Url)],
        ChannelKind.Line => [new("token", Secret: true), new("to"), new("url", Default: "https://api.line.me/v2/bot/message/push", Check: Url)],
        ChannelKind.Webhook => [new("url", Check: Url), new("secret", Secret: true, Check: Strong)],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What is wrong, by field; secrets that are kept count as given.</summary>
    public static Dictionary<string, string> Check(ChannelKind kind, ChannelDraft draft, IReadOnlySet<string> keptSecrets)
    {
        var errors = new Dictionary<string, string>();
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > 100 || draft.Name.Any(char.IsControl))
        {
            errors["name"] = "name";
        }

        foreach (var field in Of(kind))
        {
            var value = (field.Secret ? draft.Secrets : draft.Settings).GetValueOrDefault(field.Name) ?? "";
            if (value.Length == 0)
            {
                if (field.Required && !(field.Secret && keptSecrets.Contains(field.Name)))
                {
                    errors[field.Name] = "required";
                }
            }
            else if (value.Length > Longest || value.Any(char.IsControl))
            {
                errors[field.Name] = "too_long";
            }
            else if (field.Check?.Invoke(value) is { } code)
            {
                errors[field.Name] = code;
            }
        }

        return errors;
    }

    public static IReadOnlyList<string> Split(string? addresses) =>
        [.. (addresses ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string? Url(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0 ? null : "url";

    private static string? Port(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536 ? null : "port";

    private static string? Security(string value) => value is "none" or "starttls" or "tls" ? null : "security";

    private static string? Address(string value) => MailAddress.TryCreate(value, out _) ? null : "address";

    private static string? Addresses(string value) => Split(value) is { Count: > 0 and <= 50 } all && all.All(address => Address(address) is null) ? null : "address";

    private static string? Strong(string value) => value.Length >= 16 ? null : "weak";
}
