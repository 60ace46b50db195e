using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>An incident that a person opens.</summary>
/// <param name="StartedAt">Since when; null for now.</param>
internal sealed record IncidentDraft(
    string Title, IncidentSeverity Severity, IncidentPriority? Priority, IReadOnlyList<string> Services, IReadOnlyList<string> Tags, string? Description, string? Assignee,
    DateTimeOffset? StartedAt);

/// <summary>Opens an incident that no alert reported.</summary>
internal sealed class DeclareIncident(SreDbContext context, AuditLog audit, IncidentMetrics metrics, AssignableUsers users, TimeProvider time)
{
    private const int MostServices = 50;
    private const int LongestService = 128;

    public async Task<Outcome<Incident>> RunAsync(IncidentDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (Check(draft, now) is { } failure)
        {
            return failure;
        }

        if (draft.Assignee is { } assignee && !await users.ExistsAsync(assignee, actor, cancellationToken))
        {
            return AssignableUsers.Unknown;
        }

        var incident = Incident.Declare(draft, actor.Name, now);
        context.Add(incident);
        context.AddHappened(incident);
        await context.SaveChangesAsync(cancellationToken);
        // The number comes from the database, and the audit entry names it.
        audit.Add(context, actor, new AuditRecord("incident.declared", "incident", incident.Reference)
        {
            Service = draft.Services.Count > 0 ? draft.Services[0] : null, Details = new Dictionary<string, string> { ["title"] = draft.Title },
        });
        await context.SaveChangesAsync(cancellationToken);
        metrics.Changed("declared");
        return incident;
    }

    private static ValidationFailure? Check(IncidentDraft draft, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>();
        if (IncidentText.CheckTitle(draft.Title) is { } title)
        {
            errors["title"] = [title];
        }

        if (draft.Services.Count > MostServices || draft.Services.Any(service => service.Length > LongestService || service.Any(char.IsControl)))
        {
            errors["services"] = [$"Give at most {MostServices} names of at most {LongestService} characters."];
        }

        if (draft.StartedAt is { } started && (started > now.AddMinutes(5) || started < now.AddYears(-1)))
        {
            errors["started_at"] = ["Give a time within the last year, not in the future."];
        }

        foreach (var more in new[] { IncidentTags.Check(draft.Tags), IncidentText.Check(draft.Description, field: "description") })
        {
            foreach (var (field, messages) in more?.Errors ?? new Dictionary<string, string[]>())
            {
                errors[field] = messages;
            }
        }

        return errors.Count == 0 ? null : new ValidationFailure(errors);
    }
}
