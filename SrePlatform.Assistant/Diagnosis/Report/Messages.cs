using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>
/// Everything that a diagnosis can say, except why a candidate has its role (<see cref="ReasonMessages"/>). Keys are a contract:
/// others hold translations under them. docs/api/assistant-messages.md lists them; a test keeps it complete.
/// </summary>
internal static class Messages
{
    private static readonly Dictionary<string, MessageTemplate> Templates = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["step.accepted"] = "Accepted",
        ["step.reading_alerts"] = "Reading the alerts",
        ["step.reading_context"] = "Reading topology, deployments, changes and incidents",
        ["step.reading_metrics"] = "Querying the metrics of all services",
        ["step.reading_logs"] = "Reading the logs of the suspects around the onset",
        ["step.ranking"] = "Comparing before and after, and walking the call graph",
        ["step.understanding"] = "Understanding the question",
        ["step.answering"] = "Looking for the answer",
        ["step.summarising"] = "Putting the findings into words",
        ["step.enriched"] = "The language model has added to the analysis",
        ["step.completed"] = "Completed",
        ["step.failed"] = "Failed",
        ["step.cancelled"] = "Cancelled",
        ["error.internal"] = "The diagnosis ended with an error of the Assistant itself ({reason}); its log has the details.",
        ["error.given_up"] = "The diagnosis was given up after {attempts} interrupted attempts.",
        ["headline.root_cause"] = "{service}: {signal|signal} went from {before|unit} to {after|unit}",
        ["headline.root_cause_deployment"] = "{service} since its deployment of {version}: {signal|signal} went from {before|unit} to {after|unit}",
        ["headline.root_cause_down"] = "{service} does not answer",
        ["headline.contributing"] = "{services|list} all changed; none stands out as the one cause",
        ["headline.no_fault"] = "No fault found: nothing moved in {services} services",
        ["headline.no_fault_unrelated"] = "No fault found here: what moved ({services|list}) does not lead to what was asked about",
        ["headline.inconclusive_baseline"] = "Inconclusive: {have|duration} of normal time to compare with, where {need|duration} are needed",
        ["headline.inconclusive_metrics"] = "Inconclusive: no metrics could be read",
        ["headline.inconclusive_no_candidate"] = "Inconclusive: {service} changed, and nothing that was looked at accounts for it",
        ["headline.inconclusive_alerts"] = "Inconclusive: none of the alerts is known to the Control Plane",
        ["claim.shift"] = "{service}: {signal|signal} went from {before|unit} to {after|unit} at {onset|time}",
        ["claim.shift_to_peer"] = "{service} towards {peer}: {signal|signal} went from {before|unit} to {after|unit} at {onset|time}",
        ["claim.vanished"] = "{service} stopped reporting its {signal|signal} at {onset|time}; before it was {before|unit}",
        ["claim.down"] = "{service} could not be scraped from {onset|time} on",
        ["claim.alert"] = "{rule} fires for {service} since {at|time}",
        ["claim.deployment_before_onset"] = "{service} was deployed in version {version} at {at|time}, {lead|duration} before its change",
        ["claim.config_before_onset"] = "{service} was reconfigured at {at|time}, {lead|duration} before its change",
        ["claim.no_deployment"] = "No deployment of {service} precedes the change",
        ["claim.restored"] = "{service} was rolled back to {version} at {at|time}: a remedy, not taken for the cause",
        ["claim.deployment_without_effect"] = "{service} was deployed in version {version} at {at|time}, and nothing of it moved",
        ["claim.consequence"] = "{service} follows {cause}: its {signal|signal} went from {before|unit} to {after|unit} at {onset|time}",
        ["claim.consequence_plain"] = "{service} suffers from {cause}",
        ["claim.unrelated"] = "{service} is loud but not involved: its {signal|signal} went from {before|unit} to {after|unit}, and no calls lead there from {symptom|list}",
        ["claim.harmless"] = "{service}: {signal|signal} went from {before|unit} to {after|unit}, which hurts nobody",
        ["claim.unmoved"] = "Nothing moved in {services|list}",
        ["claim.all_unmoved"] = "No signal of {services|list} left its usual range in {window|duration}",
        ["claim.open_incident"] = "Incident {number} is open at the same time: {title}",
        ["claim.audit_change"] = "{actor} did {action} on {service} at {at|time}",
        ["claim.log_new"] = "{service} logs what it did not before: {count} lines since {first|time} like {pattern}",
        ["claim.log_more"] = "{service} logs more of this: {count} lines, where it was {before}, like {pattern}",
        ["claim.seen_before"] = "Seen before: {title} ({kind})",
        ["summary.no_cause"] = "Nothing that was looked at accounts for it.",
        ["summary.model"] = "{text}",
        ["cap.metrics_missing"] = "no metrics could be read",
        ["cap.metrics_partial"] = "some signals could not be read",
        ["cap.topology_missing"] = "no call graph that knows the symptom",
        ["cap.deployments_unavailable"] = "deployments could not be asked for",
        ["cap.alerts_unavailable"] = "the alerts could not be read",
        ["cap.audit_unavailable"] = "changes could not be asked for",
        ["cap.short_baseline"] = "little normal time to compare with",
        ["cap.services_unmeasured"] = "some services on the path report nothing",
        ["cap.close_runner_up"] = "the runner-up is close",
        ["cap.second_hand_evidence"] = "all evidence comes from its callers",
        ["cap.budget"] = "the run ended at a limit ({limit})",
        ["cap.model_doubt"] = "the language model was less sure",
        ["coverage.checked"] = "{count} answers: {summary}",
        ["coverage.empty"] = "asked, and there was nothing: {summary}",
        ["coverage.unavailable"] = "{problem}",
        ["coverage.partial"] = "{answered} of {asked} questions answered; {problem}",
        ["coverage.not_configured"] = "no such source is connected",
        ["coverage.not_needed"] = "not needed for this",
        ["coverage.budget"] = "not asked: the budget of the run was spent",
        ["missing.metrics"] = "Metrics: {problem}",
        ["missing.topology"] = "A call graph that knows the affected services: declare dependencies, or let services count their calls to peers",
        ["missing.deployments"] = "Deployments: {problem}",
        ["missing.alerts"] = "The alerts: {problem}",
        ["missing.baseline"] = "Normal time: {have|duration} are there, {need|duration} are needed; ask again later",
        ["missing.service_metrics"] = "Metrics of {services|list}",
        ["missing.logs"] = "Logs of {service} around {at|time}",
        ["missing.budget"] = "More time: the run ended at its limit of {limit}",
        ["action.rollback"] = "Roll {service} back from {from_version} to {to_version}",
        ["action.investigate"] = "Look into {service}: {signal|signal} since {onset|time}",
        ["action.investigate_down"] = "Find out why {service} does not answer",
    }.Concat(AnswerMessages.Wording).ToDictionary(pair => pair.Key, pair => new MessageTemplate(pair.Key, pair.Value), StringComparer.Ordinal);

    /// <summary>All keys with their English wording.</summary>
    public static IReadOnlyDictionary<string, MessageTemplate> All => Templates;

    /// <summary>The message of a key; the key must be one of the above.</summary>
    public static Message Of(string key, params (string Name, object? Value)[] args) => Templates[key].With(args);

    public static Message Failed(string reason) => Of("error.internal", ("reason", reason));

    public static Message GivenUp(int attempts) => Of("error.given_up", ("attempts", attempts));

    public static Message Cancelled() => Of("step.cancelled");

    public static Message Cap(ConfidenceCap cap) => Of("cap." + Platform.EnumText.Of(cap));
}
