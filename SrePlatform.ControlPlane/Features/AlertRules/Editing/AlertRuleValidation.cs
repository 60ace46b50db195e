using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Features.AlertRules.Building;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>Checks a draft without asking anybody, and turns a good one into a definition.</summary>
internal static partial class AlertRuleValidation
{
    public const int LongestName = 128;
    public const int LongestExpression = 4_096;
    public const int LongestText = 1_000;
    public const int MostLabels = 16;
    public const int LongestLabel = 256;

    private static readonly TimeSpan LongestFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    private static readonly HashSet<string> Reserved = new(["alertname", "alertgroup", "severity", "__name__"], StringComparer.Ordinal);

    public static IReadOnlyList<InvalidField> Check(AlertRuleDraft draft)
    {
        var errors = new List<InvalidField>();
        Word("name", draft.Name, LongestName, required: true, errors);
        Word("group", draft.Group, LongestName, required: false, errors);
        Text("summary", draft.Summary, errors);
        Text("description", draft.Description, errors);
        Duration("for", draft.For, LongestFor, errors);
        Duration("interval", draft.Interval, LongestInterval, errors);
        if (!string.IsNullOrWhiteSpace(draft.RunbookUrl)
            && (draft.RunbookUrl.Length > LongestText || !Uri.TryCreate(draft.RunbookUrl.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http")))
        {
            errors.Add(new("runbook_url", "url"));
        }

        Labels(draft.Labels ?? new Dictionary<string, string>(), errors);
        if (draft.Builder is { } builder)
        {
            if (!string.IsNullOrWhiteSpace(draft.Expression))
            {
                errors.Add(new("expression", "one_of"));
            }

            RuleBuilderValidation.Check(builder, errors);
        }
        else if (string.IsNullOrWhiteSpace(draft.Expression))
        {
            errors.Add(new("expression", "required"));
        }
        else if (draft.Expression.Length > LongestExpression)
        {
            errors.Add(new("expression", "too_long", $"{LongestExpression}"));
        }

        return errors;
    }

    /// <summary>What a draft without errors says.</summary>
    public static AlertRuleDefinition Definition(AlertRuleDraft draft)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in new[] { ("summary", draft.Summary), ("description", draft.Description), ("runbook_url", draft.RunbookUrl) })
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                annotations[name] = text.Trim();
            }
        }

        IReadOnlyList<RuleVariant> variants = draft.Builder is { } builder
            ? [.. RuleExpression.Severities(builder).Select(severity => new RuleVariant(severity, RuleExpression.Write(builder, severity)))]
            : [new(draft.Severity ?? RuleSeverity.Warning, draft.Expression!.Trim())];
        return new(
            draft.Name!.Trim(), string.IsNullOrWhiteSpace(draft.Group) ? "custom" : draft.Group.Trim(), variants[0].Expression, DurationOf(draft.For) ?? TimeSpan.Zero,
            variants[0].Severity, draft.Labels ?? new Dictionary<string, string>(), annotations, DurationOf(draft.Interval))
        {
            Further = [.. variants.Skip(1)],
            Builder = draft.Builder,
        };
    }

    private static TimeSpan? DurationOf(string? text) => RuleThreshold.TryReadDuration(text, out var value) ? value : null;

    private static void Word(string field, string? text, int longest, bool required, List<InvalidField> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (required)
            {
                errors.Add(new(field, "required"));
            }
        }
        else if (text.Trim().Length > longest)
        {
            errors.Add(new(field, "too_long", $"{longest}"));
        }
        else if (text.Any(char.IsControl))
        {
            errors.Add(new(field, "name"));
        }
    }

    private static void Text(string field, string? text, List<InvalidField> errors)
    {
        if (text is { Length: > LongestText })
        {
            errors.Add(new(field, "too_long", $"{LongestText}"));
        }
        else if (text?.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) == true)
        {
            errors.Add(new(field, "name"));
        }
    }

    private static void Duration(string field, string? text, TimeSpan longest, List<InvalidField> errors)
    {
        if (!string.IsNullOrWhiteSpace(text) && (!RuleThreshold.TryReadDuration(text, out var value) || value > longest || field == "interval" && value < TimeSpan.FromSeconds(1)))
        {
            errors.Add(new(field, "duration", RuleThreshold.Write(longest)));
        }
    }

    private static void Labels(IReadOnlyDictionary<string, string> labels, List<InvalidField> errors)
    {
        if (labels.Count > MostLabels)
        {
            errors.Add(new("labels", "too_many", $"{MostLabels}"));
        }

        foreach (var (name, value) in labels)
        {
            if (!LabelName().IsMatch(name))
            {
                errors.Add(new("labels", "label_name", name.Length > 40 ? name[..40] : name));
            }
            else if (Reserved.Contains(name))
            {
                errors.Add(new("labels", "label_reserved", name));
            }
            else if (value is null || value.Length > LongestLabel || value.Any(char.IsControl))
            {
                errors.Add(new("labels", "label_value", name, $"{LongestLabel}"));
            }
        }
    }

    [GeneratedRegex("^(?!__)[a-zA-Z_][a-zA-Z0-9_]{0,63}$")]
    private static partial Regex LabelName();
}
