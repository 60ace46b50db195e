namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>What answers can say; part of <see cref="Messages"/>.</summary>
internal static class AnswerMessages
{
    public static IReadOnlyDictionary<string, string> Wording { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["answer.signal"] = "{service}: {signal|signal} is {after|unit}; before it was {before|unit}",
        ["answer.signal_moved"] = "{service}: {signal|signal} went from {before|unit} to {after|unit}",
        ["answer.compare"] = "{service}: {signal|signal} was {before|unit} and is {after|unit}",
        ["answer.nothing_moved"] = "Nothing left its usual range in {services|list}",
        ["answer.not_measured"] = "Nothing is measured of {service}; there are {services|list}",
        ["answer.deployment"] = "{service} was deployed in version {version} (before: {previous}) at {at|time}",
        ["answer.nothing_changed"] = "Nothing was deployed or changed in {window|duration}",
        ["answer.incident"] = "Incident {number} is {state}: {title} ({services|list})",
        ["answer.no_incident"] = "No incident is open",
        ["answer.no_alert"] = "No alert fires",
        ["answer.calls"] = "{service} calls {calls|list}; it is called by {callers|list}",
        ["answer.series"] = "{series} is {last}; {least} to {most} in {samples} samples",
        ["answer.more_series"] = "{count} more series are not shown: narrow the question",
        ["answer.no_series"] = "The metrics have nothing for {query}",
        ["answer.capacity_of_what"] = "Name a service or a resource to ask about its capacity",
        ["answer.capacity_use"] = "{resource} uses {average} {unit_name} of {metric} on average, {p95} at the 95th percentile, {peak} at most",
        ["answer.candidate"] = "{service} was ranked {rank} ({role}): {reason}",
        ["answer.said"] = "{text}",
        ["answer.was_missing"] = "What was missing: {text}",
        ["answer.log_pattern"] = "{count} lines of {service} like: {pattern}",
        ["answer.new_log_pattern"] = "New: {count} lines of {service} like: {pattern}",
        ["answer.logs_of_what"] = "Name a service to ask about its logs",
        ["answer.annotation"] = "Noted in Grafana at {at|time}: {text}",
        ["answer.no_logs"] = "No log lines of {service} in that time",
        ["answer.knowledge"] = "{kind} “{title}”: {excerpt}",
        ["answer.no_knowledge"] = "Nothing is written down about that",
        ["answer.not_understood"] = "The question was not understood: ask about a service, what changed, what moved, open incidents, firing alerts, dependencies, capacity, logs or runbooks, or give an expression after query:",
        ["answer.unavailable"] = "It could not be answered: {problem}",
        ["capacity.no_series"] = "No {metric} of {resource} is measured",
        ["capacity.no_limit"] = "What is full for {resource} is not measured; give limit to get days to capacity",
        ["capacity.short_history"] = "{have} hours of history; {need} are needed to forecast",
        ["capacity.short_reach"] = "The history reaches for {covered} of the {asked} days asked for",
        ["capacity.nearly_full"] = "The 95th percentile is at {p95} percent of the limit",
        ["capacity.will_fill"] = "{percent} percent of the limit are expected in {days} days, growing {growth} percent a month",
        ["capacity.short_peaks"] = "Peaks reach {peak} percent while 95 percent of the time it stays under {p95} percent: spread the load rather than buying more",
        ["capacity.mostly_idle"] = "At most {peak} percent were used in {days} days",
        ["capacity.headline_days"] = "{resource} reaches its limit in {days} days",
        ["capacity.headline_use"] = "{resource} is at {p95} percent of its limit (95th percentile)",
        ["capacity.headline_unknown"] = "{resource} could not be told",
    };
}
