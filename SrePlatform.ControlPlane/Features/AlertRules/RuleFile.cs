using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>A file of one group of rules, as vmalert reads it.</summary>
internal sealed partial record RuleFile(string Name, string Content)
{
    /// <summary>One file per group, in a stable order, so that the same rules are the same bytes.</summary>
    public static IReadOnlyList<RuleFile> Write(IEnumerable<AlertRuleDefinition> rules) =>
    [
        .. rules.GroupBy(rule => (rule.Group, rule.Interval))
            .OrderBy(group => group.Key.Group, StringComparer.Ordinal).ThenBy(group => group.Key.Interval)
            .Select(group => new RuleFile(NameOf(group.Key.Group, group.Key.Interval), Yaml(group.Key.Group, group.Key.Interval, group.OrderBy(rule => rule.Name, StringComparer.Ordinal).ThenByDescending(rule => rule.Severity)))),
    ];

    /// <summary>Labels and annotations as vmalert gets them: templates of ours in which nothing that was typed is one.</summary>
    public static (SortedDictionary<string, string> Labels, SortedDictionary<string, string> Annotations) Texts(AlertRuleDefinition rule)
    {
        var labels = new SortedDictionary<string, string>(rule.Labels.ToDictionary(label => label.Key, label => AnnotationText.Literal(label.Value)), StringComparer.Ordinal)
        {
            ["severity"] = SeverityText(rule.Severity),
        };
        var annotations = new SortedDictionary<string, string>(rule.Annotations.ToDictionary(annotation => annotation.Key, annotation => AnnotationText.ToTemplate(annotation.Value)), StringComparer.Ordinal);
        return (labels, annotations);
    }

    private static string Yaml(string group, TimeSpan? interval, IEnumerable<AlertRuleDefinition> rules)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var yaml = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        yaml.Emit(new StreamStart());
        yaml.Emit(new DocumentStart(null, null, isImplicit: true));
        Mapping(yaml, () =>
        {
            Key(yaml, "groups");
            Sequence(yaml, () => Mapping(yaml, () =>
            {
                Text(yaml, "name", group);
                if (interval is { } every)
                {
                    Text(yaml, "interval", Seconds(every));
                }

                Key(yaml, "rules");
                Sequence(yaml, () =>
                {
                    foreach (var rule in rules)
                    {
                        Mapping(yaml, () => Rule(yaml, rule));
                    }
                });
            }));
        });
        yaml.Emit(new DocumentEnd(isImplicit: true));
        yaml.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Rule(Emitter yaml, AlertRuleDefinition rule)
    {
        Text(yaml, "alert", rule.Name);
        Text(yaml, "expr", rule.Expression);
        Text(yaml, "for", Seconds(rule.For));
        var (labels, annotations) = Texts(rule);
        Key(yaml, "labels");
        Mapping(yaml, () => All(yaml, labels));
        if (annotations.Count > 0)
        {
            Key(yaml, "annotations");
            Mapping(yaml, () => All(yaml, annotations));
        }
    }

    private static void All(Emitter yaml, SortedDictionary<string, string> texts)
    {
        foreach (var (name, value) in texts)
        {
            Text(yaml, name, value);
        }
    }

    private static void Mapping(Emitter yaml, Action content)
    {
        yaml.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
        content();
        yaml.Emit(new MappingEnd());
    }

    private static void Sequence(Emitter yaml, Action content)
    {
        yaml.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        content();
        yaml.Emit(new SequenceEnd());
    }

    private static void Key(Emitter yaml, string key) => yaml.Emit(new Scalar(AnchorName.Empty, TagName.Empty, key, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));

    /// <summary>Values are always quoted: nothing that a person typed can become a number, a date, a tag or another key.</summary>
    private static void Text(Emitter yaml, string key, string value)
    {
        Key(yaml, key);
        yaml.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true));
    }

    private static string Seconds(TimeSpan value) => string.Create(CultureInfo.InvariantCulture, $"{(long)value.TotalSeconds}s");

    private static string SeverityText(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Critical => "critical",
        RuleSeverity.Warning => "warning",
        RuleSeverity.Info => "info",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "There is no such severity."),
    };

    private static string NameOf(string group, TimeSpan? interval)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{group}\n{interval?.TotalSeconds}")).AsSpan(0, 4));
        var readable = Unsafe().Replace(group.ToLowerInvariant(), "-").Trim('-');
        return $"{(readable.Length > 40 ? readable[..40] : readable)}-{hash}.yml";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Unsafe();
}
