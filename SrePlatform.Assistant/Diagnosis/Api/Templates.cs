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
