namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>The kinds of diagnosis with their parameters, for forms.</summary>
internal static class Templates
{
    public static IReadOnlyList<TemplateResponse> All { get; } =
    [
        new("alert_correlation", "Alerts", "Why do these alerts fire? One investigation for all of them: when it began, where it began, what changed before.",
        [
            new("alert_ids", "uuid[]", true, "The alerts, at most 200."),
            new("correlation_window", "integer", false, "Seconds after the first alert in which others are the same symptom; 300 unless given."),
            new("incident_id", "uuid", false, "The incident that the result is for."),
        ]),
        new("capacity_analysis", "Capacity", "How much of a resource is used, when will it be used up, and what should be done about it?",
        [
            new("resource_ids", "string[]", true, "Resources by id or services by name, at most 20."),
            new("metric_type", "cpu|memory|disk|network", true, "What may run out."),
            new("forecast_days", "integer", false, "How far to look ahead, 7 to 365; 30 unless given."),
            new("limit", "number", false, "What is full, in cores, bytes or bytes per second; read from the metrics unless given."),
        ]),
        new("ad_hoc_query", "Question", "A free question about services, changes, incidents, alerts, logs, runbooks or any metric.",
        [
            new("query", "string", true, "The question; a MetricsQL expression after query:."),
            new("context.service_name", "string", false, "The service in question."),
            new("context.time_range", "object", false, "start and end of the time in question."),
            new("context.session_id", "uuid", false, "An earlier session that the question follows."),
        ]),
        new("deployment_diagnosis", "Deployment", "Did this deployment, or anything since a given time, change how services behave? Without a time: how do they do now?",
        [
            new("affected_services", "string[]", true, "The services in question, at most 200."),
            new("incident_id", "uuid", false, "The incident that the result is for."),
            new("severity", "P0|P1|P2|P3", false, "How urgent it is."),
            new("context.deployment_id", "uuid", false, "The deployment to compare before and after."),
            new("context.time_range", "object", false, "start and end of the trouble, where known."),
        ]),
    ];
}
