using SrePlatform.ControlPlane.Features.AlertRules.Building;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>A rule as the wizard holds it: text, as it was typed.</summary>
public sealed class RuleForm
{
    public string? Name { get; set; }

    public string? Group { get; set; }

    /// <summary><c>conditions</c> or <c>expression</c>.</summary>
    public string? Mode { get; set; }

    public string? Scope { get; set; }

    public List<RuleFormGroup> Groups { get; set; } = [];

    public string? Expression { get; set; }

    public string? Severity { get; set; }

    public string? For { get; set; }

    public string? Interval { get; set; }

    public string? Labels { get; set; }

    public string? Summary { get; set; }

    public string? Description { get; set; }

    public string? RunbookUrl { get; set; }

    public long Version { get; set; }

    internal bool IsExpression => Mode == "expression";

    /// <summary>A stored rule, with what it says or should say.</summary>
    internal static RuleForm Of(AlertRule rule, AlertRuleDefinition says) => new()
    {
        Name = rule.Name,
        Group = rule.Group,
        Mode = says.Builder is null ? "expression" : "conditions",
        Scope = says.Builder?.Scope,
        Groups = says.Builder is { } builder ? [.. builder.AnyOf.Select(group => new RuleFormGroup { Conditions = [.. group.AllOf.Select(RuleFormCondition.Of)] })] : [],
        Expression = says.Builder is null ? says.Expression : null,
        Severity = EnumsAsText.ToText(rule.Severity),
        For = RuleThreshold.Write(TimeSpan.FromSeconds(rule.ForSeconds)),
        Interval = rule.IntervalSeconds is { } interval ? RuleThreshold.Write(TimeSpan.FromSeconds(interval)) : null,
        Labels = string.Join('\n', rule.Labels.Select(label => $"{label.Key}={label.Value}")),
        Summary = rule.Annotations.GetValueOrDefault("summary"),
        Description = rule.Annotations.GetValueOrDefault("description"),
        RunbookUrl = rule.Annotations.GetValueOrDefault("runbook_url"),
        Version = rule.Edition,
    };

    /// <summary>A form filled in from a template: a signal, <c>metric</c>, or <c>expression</c>.</summary>
    internal static RuleForm From(string? template) => template switch
    {
        "expression" => new() { Mode = "expression", Severity = "warning", For = "5m" },
        _ when RuleSignals.Find(template) is { } signal => new()
        {
            Mode = "conditions", Group = signal.Group, For = signal.For, Summary = signal.Summary, Description = signal.Description,
            Labels = signal.Key is "down" or "probe" ? "inhibits=dependants" : null,
            Groups = [new() { Conditions = [RuleFormCondition.Of(signal)] }],
        },
        _ => new() { Mode = "conditions", For = "5m", Groups = [new() { Conditions = [RuleFormCondition.OfMetric()] }] },
    };

    /// <summary>The draft that the form means, and the label lines that cannot be read.</summary>
    internal (AlertRuleDraft Draft, IReadOnlyList<string> UnreadLabels) Read()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var unread = new List<string>();
        foreach (var line in (Labels ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split('=', 2) is [{ Length: > 0 } name, var value])
            {
                labels[name.Trim()] = value.Trim();
            }
            else
            {
                unread.Add(line);
            }
        }

        return (new()
        {
            Name = Name, Group = Group, For = For, Interval = Interval, Labels = labels, Summary = Summary, Description = Description, RunbookUrl = RunbookUrl,
            Expression = IsExpression ? Expression : null,
            Severity = Enum.GetValues<RuleSeverity>().Cast<RuleSeverity?>().FirstOrDefault(severity => Tone.Word(severity) == Severity),
            Builder = IsExpression ? null : new(Scope, [.. Groups.Select(group => new RuleConditionGroup([.. group.Conditions.Select(condition => condition.Read())]))]),
        }, unread);
    }

    /// <summary>Adds or takes away conditions, or fills in a signal's defaults, as a button or a choice of the wizard says.</summary>
    internal void Reshape(string? change)
    {
        var parts = (change ?? "").Split(':');
        var group = At(parts, 1, Groups.Count);
        var condition = group is { } g ? At(parts, 2, Groups[g].Conditions.Count) : null;
        switch (parts[0])
        {
            case "or" when Groups.Count < RuleBuilder.MostGroups:
                Groups.Add(new() { Conditions = [RuleFormCondition.Of(RuleSignals.All[0])] });
                break;
            case "and" when group is { } into && Groups[into].Conditions.Count < RuleBuilder.MostConditions:
                Groups[into].Conditions.Add(RuleFormCondition.Of(RuleSignals.All[0]));
                break;
            case "remove" when group is { } from && condition is { } gone:
                Groups[from].Conditions.RemoveAt(gone);
                if (Groups[from].Conditions.Count == 0 && Groups.Count > 1)
                {
                    Groups.RemoveAt(from);
                }

                break;
            case "signal" when group is { } of && condition is { } changed:
                Groups[of].Conditions[changed] = RuleSignals.Find(Groups[of].Conditions[changed].Signal) is { } signal ? RuleFormCondition.Of(signal) : RuleFormCondition.OfMetric();
                break;
            default:
                break;
        }

        if (Groups is [] or [{ Conditions.Count: 0 }])
        {
            Groups = [new() { Conditions = [RuleFormCondition.OfMetric()] }];
        }
    }

    private static int? At(string[] parts, int place, int count) => parts.Length > place && int.TryParse(parts[place], out var index) && index >= 0 && index < count ? index : null;
}

/// <summary>Conditions that must all hold.</summary>
public sealed class RuleFormGroup
{
    public List<RuleFormCondition> Conditions { get; set; } = [];
}

/// <summary>A condition as it was typed.</summary>
public sealed class RuleFormCondition
{
    public string? Signal { get; set; }

    public string? Metric { get; set; }

    public string? Function { get; set; }

    public string? By { get; set; }

    public string? Window { get; set; }

    public string? Operator { get; set; }

    public string? Info { get; set; }

    public string? Warning { get; set; }

    public string? Critical { get; set; }

    internal static RuleFormCondition Of(RuleSignal signal) => new()
    {
        Signal = signal.Key, Operator = signal.Operator, Window = signal.HasWindow ? signal.Window : null, Warning = signal.Warning, Critical = signal.Critical,
    };

    internal static RuleFormCondition OfMetric() => new() { Signal = RuleSignals.Metric, Function = "latest", By = "series", Operator = ">", Window = "5m" };

    internal static RuleFormCondition Of(RuleCondition condition) => new()
    {
        Signal = condition.Signal, Metric = condition.Metric, Function = condition.Function, By = condition.By, Window = condition.Window,
        Operator = condition.Operator, Info = condition.Info, Warning = condition.Warning, Critical = condition.Critical,
    };

    internal RuleCondition Read() => new(Signal, Text(Metric), Text(Function), Text(By), Text(Window), Operator, Text(Info), Text(Warning), Text(Critical));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
