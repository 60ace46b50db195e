using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Tools.ControlPlane;
using SrePlatform.Assistant.Tools.Grafana;

namespace SrePlatform.Assistant.Diagnosis.Answers.Answerers;

/// <summary>What was deployed, configured or run in the window, newest first.</summary>
internal sealed class WhatChanged(DeploymentsTool deployments, AuditTool audit, GrafanaAnnotationsTool annotations) : IQuestionAnswerer
{
    private const int MostShown = 10;
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(2);

    /// <summary>Looking changes nothing, and deployments are told by themselves.</summary>
    private static readonly string[] NoChanges = ["session", "diagnosis", "deployment"];

    public QuestionIntent Intent => QuestionIntent.WhatChanged;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        context.Plan.Add("Read deployments and the audit log of the window");
        var window = new WindowArguments(context.Window < Shortest && context.Question.Window is null ? context.End - Shortest : context.Start, context.End);
        var deployed = await context.Run.Evidence.ObserveAsync(deployments, window, cancellationToken);
        var done = await context.Run.Evidence.ObserveAsync(audit, window, cancellationToken);
        foreach (var one in (deployed.Value ?? []).Where(one => IsAsked(context, one.Service)).OrderByDescending(one => one.DeployedAt).Take(MostShown))
        {
            context.Ledger.Add(
                one.PreviousVersion is { Length: > 0 } previous
                    ? Messages.Of("answer.deployment", ("service", one.Service), ("version", one.Version), ("previous", previous), ("at", one.DeployedAt))
                    : Messages.Of("answer.first_deployment", ("service", one.Service), ("version", one.Version), ("at", one.DeployedAt)),
                deployed.Number);
        }

        foreach (var one in (done.Value ?? []).Where(one => IsAsked(context, one.Service) && !NoChanges.Any(kind => one.Action.StartsWith(kind, StringComparison.Ordinal))).OrderByDescending(one => one.At).Take(MostShown))
        {
            context.Ledger.Add(Messages.Of("claim.audit_change", ("actor", one.Actor ?? "somebody"), ("action", one.Action), ("service", one.Service ?? "the platform"), ("at", one.At)), done.Number);
        }

        if (annotations.IsOn)
        {
            var noted = await context.Run.Evidence.ObserveAsync(annotations, window, cancellationToken);
            foreach (var note in (noted.Value ?? []).Where(note => note.Text is { Length: > 0 } text && (context.Service is null || text.Contains(context.Service, StringComparison.OrdinalIgnoreCase))).OrderByDescending(note => note.Time).Take(MostShown))
            {
                context.Ledger.Add(Messages.Of("answer.annotation", ("at", DateTimeOffset.FromUnixTimeMilliseconds(note.Time)), ("text", note.Text)), noted.Number);
            }
        }

        if (context.Ledger.Findings.Count == 0)
        {
            context.Ledger.Add(Messages.Of("answer.nothing_changed", ("since", window.Since), ("window", (window.Until - window.Since).TotalSeconds)), deployed.Number, done.Number);
        }
    }

    private static bool IsAsked(QuestionContext context, string? service) => context.Service is null || context.Service == service;
}

/// <summary>Which incidents are open.</summary>
internal sealed class OpenIncidents(OpenIncidentsTool incidents) : IQuestionAnswerer
{
    private const int MostShown = 10;

    public QuestionIntent Intent => QuestionIntent.OpenIncidents;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        context.Plan.Add("Read the open incidents");
        var observed = await context.Run.Evidence.ObserveAsync(incidents, new ListArguments(("open", "true"), ("service", context.Service)), cancellationToken);
        foreach (var incident in (observed.Value ?? []).Where(incident => incident.State is not ("resolved" or "closed")).OrderByDescending(incident => incident.OpenedAt).Take(MostShown))
        {
            context.Ledger.Add(
                "warning",
                Messages.Of("answer.incident", ("number", incident.Number), ("title", incident.Title), ("state", incident.State), ("services", incident.Services ?? []), ("at", incident.OpenedAt)),
                observed.Number);
        }

        if (context.Ledger.Findings.Count == 0)
        {
            context.Ledger.Add(Messages.Of("answer.no_incident"), observed.Number);
        }
    }
}

/// <summary>Which alerts fire.</summary>
internal sealed class FiringAlerts(FiringAlertsTool alerts) : IQuestionAnswerer
{
    private const int MostShown = 12;

    public QuestionIntent Intent => QuestionIntent.FiringAlerts;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        context.Plan.Add("Read the firing alerts");
        var observed = await context.Run.Evidence.ObserveAsync(alerts, new ListArguments(("status", "firing"), ("service", context.Service)), cancellationToken);
        foreach (var alert in (observed.Value ?? []).Where(alert => alert.Status == "firing").OrderBy(alert => alert.StartsAt).Take(MostShown))
        {
            context.Ledger.Add(
                alert.Severity is "critical" or "warning" ? alert.Severity : "info",
                Messages.Of("claim.alert", ("rule", alert.Rule ?? "An alert"), ("service", alert.Service ?? alert.Resource ?? "an unknown target"), ("at", alert.StartsAt)),
                observed.Number);
        }

        if (context.Ledger.Findings.Count == 0)
        {
            context.Ledger.Add(Messages.Of("answer.no_alert"), observed.Number);
        }
    }
}

/// <summary>Who calls a service and whom it calls.</summary>
internal sealed class Dependencies(TopologyTool topology) : IQuestionAnswerer
{
    public QuestionIntent Intent => QuestionIntent.Dependencies;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        context.Plan.Add("Read the call graph");
        var observed = await context.Run.Evidence.ObserveAsync(topology, new TopologyArguments(), cancellationToken);
        var edges = observed.Value?.Edges ?? [];
        string[] asked = context.Service is { } one ? [one] : [.. edges.Select(edge => edge.From).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var service in asked)
        {
            string[] calls = [.. edges.Where(edge => edge.From == service).Select(edge => edge.To).Order(StringComparer.Ordinal)];
            string[] callers = [.. edges.Where(edge => edge.To == service).Select(edge => edge.From).Order(StringComparer.Ordinal)];
            if (calls.Length + callers.Length > 0)
            {
                context.Ledger.Add(Messages.Of("answer.calls", ("service", service), ("calls", calls.DefaultIfEmpty("nobody")), ("callers", callers.DefaultIfEmpty("nobody"))), observed.Number);
            }
        }
    }
}
