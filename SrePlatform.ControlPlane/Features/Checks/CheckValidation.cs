using System.Globalization;
using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>A check as somebody wants it, valid or not.</summary>
internal sealed record CheckDraft
{
    public string? Name { get; init; }

    public CheckKind? Kind { get; init; }

    public string? Target { get; init; }

    public int? ExpectedStatus { get; init; }

    public string? ExpectedText { get; init; }

    public bool? VerifiesCertificate { get; init; }

    public int? IntervalSeconds { get; init; }

    public int? TimeoutSeconds { get; init; }

    public bool? Enabled { get; init; }
}

/// <summary>Says what is wrong with a draft, by field, or what it defines.</summary>
internal static partial class CheckValidation
{
    public const int LongestName = 64;
    public const int LongestTarget = 500;
    public const int LongestText = 200;
    public const int DefaultInterval = 60;
    public const int ShortestInterval = 10;

    /// <summary>Rules look back five minutes: a check asked less often would come and go between two evaluations.</summary>
    public const int LongestInterval = 240;

    public const int DefaultTimeout = 5;
    public const int LongestTimeout = 10;

    public static Outcome<CheckDefinition> Check(CheckDraft draft)
    {
        var errors = new List<InvalidField>();
        var name = draft.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || !Name().IsMatch(name))
        {
            errors.Add(new("name", name.Length == 0 ? "required" : "name"));
        }

        if (draft.Kind is null)
        {
            errors.Add(new("kind", "required"));
        }

        var target = draft.Target?.Trim() ?? "";
        if (target.Length == 0)
        {
            errors.Add(new("target", "required"));
        }
        else if (draft.Kind is { } kind && !IsTarget(kind, target))
        {
            errors.Add(new("target", $"target_{EnumText(kind)}"));
        }

        if (draft.ExpectedStatus is < 100 or > 599)
        {
            errors.Add(new("expected_status", "status"));
        }

        if (draft.ExpectedText is { } text && (text.Length > LongestText || text.Any(char.IsControl)))
        {
            errors.Add(new("expected_text", "too_long", $"{LongestText}"));
        }

        Within("interval_seconds", draft.IntervalSeconds, ShortestInterval, LongestInterval, errors);
        Within("timeout_seconds", draft.TimeoutSeconds, 1, LongestTimeout, errors);
        return errors.Count > 0
            ? new CheckInvalid(errors)
            : new CheckDefinition(
                name, draft.Kind!.Value, target, draft.Kind is CheckKind.Http ? draft.ExpectedStatus : null,
                draft.Kind is CheckKind.Http && !string.IsNullOrEmpty(draft.ExpectedText) ? draft.ExpectedText : null, draft.VerifiesCertificate ?? true,
                TimeSpan.FromSeconds(draft.IntervalSeconds ?? DefaultInterval), TimeSpan.FromSeconds(draft.TimeoutSeconds ?? DefaultTimeout), draft.Enabled ?? true);
    }

    private static bool IsTarget(CheckKind kind, string target) => target.Length <= LongestTarget && kind switch
    {
        CheckKind.Http => Uri.TryCreate(target, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && url.Host.Length > 0,
        CheckKind.Tcp => ResourceValidation.IsHostAndPort(target),
        CheckKind.Icmp => ResourceValidation.IsHostAndPort((target.Contains(':', StringComparison.Ordinal) ? $"[{target.Trim('[', ']')}]" : target) + ":1"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };

    private static void Within(string field, int? value, int least, int most, List<InvalidField> errors)
    {
        if (value is { } number && (number < least || number > most))
        {
            errors.Add(new(field, "between", least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static string EnumText(CheckKind kind) => Persistence.EnumsAsText.ToText(kind);

    [GeneratedRegex(@"^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._:/@()+-]*[\p{L}\p{M}\p{N})])?\z")]
    private static partial Regex Name();
}
