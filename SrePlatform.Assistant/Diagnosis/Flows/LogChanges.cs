using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Tools.Logs;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>A pattern of log lines that is new around the onset, or much more frequent than before it.</summary>
/// <param name="Before">Lines of it in the span before; null where it is new.</param>
internal sealed record LogChange(LogTemplate Template, int? Before)
{
    private const int LongestPattern = 200;

    public Message Said(string service)
    {
        var pattern = Template.Template.Length > LongestPattern ? Template.Template[..LongestPattern] + "…" : Template.Template;
        return Before is { } before
            ? Messages.Of("claim.log_more", ("service", service), ("count", Template.Count), ("before", before), ("pattern", pattern))
            : Messages.Of("claim.log_new", ("service", service), ("count", Template.Count), ("first", Template.First), ("pattern", pattern));
    }
}

/// <summary>Compares the patterns of two spans of equal length; pure.</summary>
internal static class LogChanges
{
    private const int Most = 2;
    private const int FewestOfNoTrouble = 5;
    private const int FewestMore = 5;
    private const double ClearlyMore = 4;

    /// <param name="now">Around the onset; nothing changed where it was not read.</param>
    /// <param name="before">In the span before. Where it was not read, or only its end was, nothing can be called new.</param>
    public static IReadOnlyList<LogChange> Of(LogPatterns? now, LogPatterns? before)
    {
        if (now is null || before is null)
        {
            return [];
        }

        var known = before.Templates.ToDictionary(template => template.Template, template => template.Count, StringComparer.Ordinal);
        return [.. now.Templates
            .Select(template => new LogChange(template, known.TryGetValue(template.Template, out var count) ? count : null))
            .Where(change => change.Before is { } count
                ? change.Template.IsTrouble && change.Template.Count >= FewestMore && change.Template.Count >= ClearlyMore * count
                : !before.IsCut && (change.Template.IsTrouble || change.Template.Count >= FewestOfNoTrouble))
            .OrderByDescending(change => change.Template.IsTrouble).ThenBy(change => change.Before is not null).ThenByDescending(change => change.Template.Count).ThenBy(change => change.Template.Template, StringComparer.Ordinal)
            .Take(Most)];
    }
}
