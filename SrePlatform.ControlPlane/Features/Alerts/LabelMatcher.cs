using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Alerts;

internal enum MatcherOperator
{
    Equal,
    NotEqual,
    Matches,
    NotMatches,
}

/// <summary>A condition on one label, with the four operators of Prometheus. A label that is missing is an empty one; expressions are anchored.</summary>
internal sealed partial record LabelMatcher(string Name, MatcherOperator Operator, string Value)
{
    public const int LongestValue = 500;

    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(50);

    private Regex? _regex;

    /// <summary>Reads <c>name="value"</c>, <c>!=</c>, <c>=~</c> or <c>!~</c>; quotes may be left out.</summary>
    public static bool TryParse(string text, out LabelMatcher matcher)
    {
        matcher = new("", MatcherOperator.Equal, "");
        var match = Shape().Match(text.Trim());
        if (!match.Success)
        {
            return false;
        }

        var value = match.Groups["value"].Value.Trim();
        value = value is ['"', .. var inner, '"'] ? inner.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : value;
        var read = new LabelMatcher(match.Groups["name"].Value, Of(match.Groups["operator"].Value), value);
        if (value.Length > LongestValue || value.Any(char.IsControl) || !read.IsUsable())
        {
            return false;
        }

        matcher = read;
        return true;
    }

    public bool Holds(IReadOnlyDictionary<string, string> labels)
    {
        var actual = labels.GetValueOrDefault(Name, "");
        return Operator switch
        {
            MatcherOperator.Equal => actual == Value,
            MatcherOperator.NotEqual => actual != Value,
            MatcherOperator.Matches => Expression().IsMatch(actual),
            MatcherOperator.NotMatches => !Expression().IsMatch(actual),
            _ => throw new InvalidOperationException($"There is no operator {Operator}."),
        };
    }

    /// <summary>As it stands in a series selector.</summary>
    public override string ToString() => $"{Name}{Sign(Operator)}{MetricsQl.Quote(Value)}";

    /// <summary>True unless the value is an expression that cannot be read. Expressions run without backtracking, as in Go.</summary>
    private bool IsUsable()
    {
        if (Operator is MatcherOperator.Equal or MatcherOperator.NotEqual)
        {
            return true;
        }

        try
        {
            return Expression() is not null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private Regex Expression() => _regex ??= new Regex($"^(?:{Value})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline, MatchTimeout);

    public bool Equals(LabelMatcher? other) => other is not null && (Name, Operator, Value) == (other.Name, other.Operator, other.Value);

    public override int GetHashCode() => HashCode.Combine(Name, Operator, Value);

    private static string Sign(MatcherOperator of) => of switch
    {
        MatcherOperator.Equal => "=",
        MatcherOperator.NotEqual => "!=",
        MatcherOperator.Matches => "=~",
        MatcherOperator.NotMatches => "!~",
        _ => throw new ArgumentOutOfRangeException(nameof(of), of, null),
    };

    private static MatcherOperator Of(string sign) => sign switch
    {
        "!=" => MatcherOperator.NotEqual,
        "=~" => MatcherOperator.Matches,
        "!~" => MatcherOperator.NotMatches,
        _ => MatcherOperator.Equal,
    };

    [GeneratedRegex(@"^(?<name>[a-zA-Z_][a-zA-Z0-9_]{0,127})\s*(?<operator>=~|!~|!=|=)(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Shape();
}

/// <summary>Several matchers that must all hold, written one per line.</summary>
internal static class LabelMatchers
{
    public const int Most = 20;

    /// <summary>The matchers, and the lines that are none.</summary>
    public static (IReadOnlyList<LabelMatcher> Matchers, IReadOnlyList<string> Unread) Read(string? lines)
    {
        var matchers = new List<LabelMatcher>();
        var unread = new List<string>();
        foreach (var line in (lines ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (LabelMatcher.TryParse(line.TrimEnd(','), out var matcher))
            {
                matchers.Add(matcher);
            }
            else
            {
                unread.Add(line.Length > 80 ? line[..80] + "…" : line);
            }
        }

        return (matchers, unread);
    }

    public static string Write(IEnumerable<LabelMatcher> matchers) => string.Join('\n', matchers);
}
