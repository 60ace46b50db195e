using System.Globalization;
using System.Text.RegularExpressions;
using SrePlatform.Assistant.Diagnosis.Capacity;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>What a question is taken for.</summary>
internal enum QuestionIntent
{
    RawMetrics,
    EarlierDiagnosis,
    Logs,
    Knowledge,
    Capacity,
    WhatChanged,
    OpenIncidents,
    FiringAlerts,
    Compare,
    TopMovers,
    Dependencies,
    GoldenSignals,
    Unknown,
}

/// <summary>A question as it was understood.</summary>
/// <param name="Service">The known service that it names.</param>
/// <param name="Window">The span of time that it names.</param>
/// <param name="Expression">The MetricsQL expression that it is.</param>
/// <param name="Metric">What may run out.</param>
/// <param name="AgainstYesterday">Whether it compares with the same time of the day before.</param>
internal sealed record RoutedQuestion(QuestionIntent Intent, string? Service, TimeSpan? Window, string? Expression, CapacityMetric Metric, bool AgainstYesterday);

/// <summary>Understands a question by its words, in English and Chinese, without a model; pure.</summary>
internal static partial class QuestionRouter
{
    private static readonly (QuestionIntent Intent, Regex Words)[] Rules =
    [
        (QuestionIntent.Logs, LogWords()),
        (QuestionIntent.Knowledge, KnowledgeWords()),
        (QuestionIntent.Capacity, CapacityWords()),
        (QuestionIntent.WhatChanged, ChangeWords()),
        (QuestionIntent.OpenIncidents, IncidentWords()),
        (QuestionIntent.FiringAlerts, AlertWords()),
        (QuestionIntent.Compare, CompareWords()),
        (QuestionIntent.TopMovers, MoverWords()),
        (QuestionIntent.Dependencies, DependencyWords()),
        (QuestionIntent.GoldenSignals, HealthWords()),
    ];

    /// <param name="question">In anybody's words.</param>
    /// <param name="services">All known services.</param>
    /// <param name="context">The service that it is asked about, unless it names another.</param>
    /// <param name="follows">Whether it follows an earlier session.</param>
    /// <param name="before">What the question that it follows was taken for, so that "and checkout?" asks the same of another.</param>
    public static RoutedQuestion Route(string question, IEnumerable<string> services, string? context, bool follows, string? before = null)
    {
        var text = question.Trim();
        var service = services.Where(name => Mentions(text, name)).OrderByDescending(name => name.Length).FirstOrDefault() ?? context;
        return new RoutedQuestion(IntentOf(text, service, follows, IntentNamed(before)), service, WindowOf(text), ExpressionOf(text), MetricOf(text), Yesterday().IsMatch(text));
    }

    /// <summary>An expression has to be given anew, and what was not understood stays so.</summary>
    private static QuestionIntent? IntentNamed(string? name) => Enum.GetValues<QuestionIntent>()
        .Where(intent => intent is not (QuestionIntent.RawMetrics or QuestionIntent.Unknown or QuestionIntent.EarlierDiagnosis) && EnumText.Of(intent) == name)
        .Select(intent => (QuestionIntent?)intent).FirstOrDefault();

    private static QuestionIntent IntentOf(string text, string? service, bool follows, QuestionIntent? before)
    {
        if (ExpressionOf(text) is not null)
        {
            return QuestionIntent.RawMetrics;
        }

        if (follows && WhyWords().IsMatch(text))
        {
            return QuestionIntent.EarlierDiagnosis;
        }

        foreach (var (intent, words) in Rules)
        {
            if (words.IsMatch(text))
            {
                return intent;
            }
        }

        return before ?? (service is not null ? QuestionIntent.GoldenSignals : follows ? QuestionIntent.EarlierDiagnosis : QuestionIntent.Unknown);
    }

    /// <summary>What follows <c>query:</c>, or the whole where it can be nothing but an expression.</summary>
    private static string? ExpressionOf(string text) => Prefixed().Match(text) is { Success: true } prefixed ? prefixed.Groups[1].Value.Trim()
        : LooksLikeExpression().IsMatch(text) ? text : null;

    private static TimeSpan? WindowOf(string text)
    {
        if (Window().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var count = match.Groups["n"].Value is { Length: > 0 } digits ? double.Parse(digits, CultureInfo.InvariantCulture) : 1;
        var span = match.Groups["u"].Value.ToLowerInvariant() switch
        {
            "d" or "day" or "days" or "天" or "日" => TimeSpan.FromDays(count),
            "w" or "week" or "weeks" or "週" => TimeSpan.FromDays(count * 7),
            "h" or "hour" or "hours" or "hr" or "小時" => TimeSpan.FromHours(count),
            _ => TimeSpan.FromMinutes(count),
        };
        return span < TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1) : span > TimeSpan.FromDays(30) ? TimeSpan.FromDays(30) : span;
    }

    private static CapacityMetric MetricOf(string text) =>
        Disk().IsMatch(text) ? CapacityMetric.Disk : Memory().IsMatch(text) ? CapacityMetric.Memory : Network().IsMatch(text) ? CapacityMetric.Network : CapacityMetric.Cpu;

    /// <summary>Chinese is written without spaces, so only what names are made of may not touch the name.</summary>
    private static bool Mentions(string text, string service) => service.Length > 0
        && Regex.IsMatch(text, $@"(?<![A-Za-z0-9_-]){Regex.Escape(service)}(?![A-Za-z0-9_-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"^\s*(?:query|promql|metricsql)\s*:\s*(.+)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Prefixed();

    [GeneratedRegex(@"^[a-z_:][\w:]*\s*[\({][^?]*[\)}][^?]*$|^\w+(?:\s+by\s*\([^)]*\))\s*\(.+\)", RegexOptions.IgnoreCase)]
    private static partial Regex LooksLikeExpression();

    [GeneratedRegex(@"(?:last|past|previous|over|最近|過去)\s*(?<n>\d+(?:\.\d+)?)?\s*(?<u>minutes?|mins?|m|hours?|hr|h|days?|d|weeks?|w|分鐘|小時|天|日|週)(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Window();

    [GeneratedRegex(@"\byesterday\b|昨天", RegexOptions.IgnoreCase)]
    private static partial Regex Yesterday();

    [GeneratedRegex(@"\bwhy\b|\bexplain\b|\bruled out\b|\bevidence\b|\broot cause\b|為什麼|為何|原因|證據", RegexOptions.IgnoreCase)]
    private static partial Regex WhyWords();

    [GeneratedRegex(@"\blogs?\b|\blog lines?\b|\bexceptions?\b|stack ?traces?|日誌|記錄檔", RegexOptions.IgnoreCase)]
    private static partial Regex LogWords();

    [GeneratedRegex(@"\brunbooks?\b|\bhow (?:do|to|can)\b|\bpost-?mortems?\b|\bseen (?:this|it) before\b|\bpast incidents?\b|\bplaybooks?\b|手冊|怎麼|如何|過去的事件|事後", RegexOptions.IgnoreCase)]
    private static partial Regex KnowledgeWords();

    [GeneratedRegex(@"\bcapacity\b|\bforecast\b|\brun(?:s|ning)? out\b|\bfull\b|\bhow (?:long|many days)\b|\bgrowth\b|容量|預測|用完|滿", RegexOptions.IgnoreCase)]
    private static partial Regex CapacityWords();

    [GeneratedRegex(@"\bchange[sd]?\b|\bdeploy\w*\b|\breleases?\b|\bversion\b|\bwho did\b|\brolled? out\b|變更|改了|部署|發布", RegexOptions.IgnoreCase)]
    private static partial Regex ChangeWords();

    [GeneratedRegex(@"\bincidents?\b|\boutages?\b|事件|事故", RegexOptions.IgnoreCase)]
    private static partial Regex IncidentWords();

    [GeneratedRegex(@"\balerts?\b|\bfiring\b|\bpag(?:ed|ing)\b|告警|警報", RegexOptions.IgnoreCase)]
    private static partial Regex AlertWords();

    [GeneratedRegex(@"\bcompar\w*\b|\bversus\b|\bvs\.?\b|\byesterday\b|\bthan (?:before|usual)\b|\bdifferen\w+\b|比較|相比|昨天", RegexOptions.IgnoreCase)]
    private static partial Regex CompareWords();

    [GeneratedRegex(@"\btop\b|\bmov(?:ed|ers?|ing)\b|\banomal\w*\b|\bunusual\b|\bodd\b|\bstrange\b|\bwhat (?:is|'s) wrong\b|異常|變化最大", RegexOptions.IgnoreCase)]
    private static partial Regex MoverWords();

    [GeneratedRegex(@"\bdepend\w*\b|\bcall(?:s|ers?|ed by)\b|\btopology\b|\bupstreams?\b|\bdownstreams?\b|相依|拓撲|呼叫", RegexOptions.IgnoreCase)]
    private static partial Regex DependencyWords();

    [GeneratedRegex(@"\bhow (?:is|are|does|do)\b|\bhealth\w*\b|\bslow\b|\blatency\b|\berrors?\b|\btraffic\b|\bsaturat\w*\b|\bstatus\b|\bgolden\b|\bok\b|狀況|健康|延遲|錯誤|流量", RegexOptions.IgnoreCase)]
    private static partial Regex HealthWords();

    [GeneratedRegex(@"\bdisks?\b|\bfilesystems?\b|\bstorage\b|磁碟|硬碟", RegexOptions.IgnoreCase)]
    private static partial Regex Disk();

    [GeneratedRegex(@"\bmemory\b|\bram\b|記憶體", RegexOptions.IgnoreCase)]
    private static partial Regex Memory();

    [GeneratedRegex(@"\bnetwork\b|\bbandwidth\b|網路|頻寬", RegexOptions.IgnoreCase)]
    private static partial Regex Network();
}
