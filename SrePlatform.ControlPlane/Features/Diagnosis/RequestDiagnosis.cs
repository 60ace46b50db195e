using System.Globalization;
using System.Text.Json;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>
/// Asks for diagnoses: adds the row and the outbox message that hands it over to the caller's unit of work, so that neither exists
/// without its cause. The caller saves.
/// </summary>
internal sealed class RequestDiagnosis(SreDbContext context, RequesterScopes requesters, AuditLog audit, TimeProvider time)
{
    /// <summary>As many as the Assistant takes.</summary>
    public const int MostAlerts = 200;

    private const int LongestAuditedQuestion = 500;

    /// <summary>The one diagnosis that a generation of an incident gets by itself.</summary>
    public DiagnosisRequest AddAutomatic(Guid incidentId, int generation, IReadOnlyList<string> services, IReadOnlyList<Guid> alertIds)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"incident:{incidentId}:{generation}");
        var request = new DiagnosisRequest(DiagnosisKind.Alerts, services, key, Actor.System.Name, time.GetUtcNow())
        {
            IncidentId = incidentId, Generation = generation, Automatic = true,
        };
        return Add(request, StartAlerts.Path, new StartAlerts(alertIds, incidentId, generation, request.RequestedBy), Actor.System);
    }

    /// <summary>Another look at an incident because somebody asked.</summary>
    public DiagnosisRequest AddForIncident(Guid incidentId, int generation, IReadOnlyList<string> services, IReadOnlyList<Guid> alertIds, string key, Actor actor, Scope scope)
    {
        var request = new DiagnosisRequest(DiagnosisKind.Alerts, services, key, actor.Name, time.GetUtcNow()) { IncidentId = incidentId, Generation = generation };
        return Add(request, StartAlerts.Path, new StartAlerts(alertIds, incidentId, generation, actor.Name) { RequesterScope = requesters.Sign(scope) }, actor);
    }

    /// <summary>A look at services that have no incident.</summary>
    public DiagnosisRequest AddForServices(IReadOnlyList<string> services, DateTimeOffset? at, string key, Actor actor, Scope scope)
    {
        var request = new DiagnosisRequest(DiagnosisKind.Deployment, services, key, actor.Name, time.GetUtcNow());
        var body = new StartDeployment(services, "P3", actor.Name) { Context = at is { } onset ? new(new(onset)) : null, RequesterScope = requesters.Sign(scope) };
        return Add(request, StartDeployment.Path, body, actor);
    }

    /// <summary>A free question.</summary>
    public DiagnosisRequest AddQuestion(string question, string? service, Guid? follows, string key, Actor actor, Scope scope)
    {
        var request = new DiagnosisRequest(DiagnosisKind.Execute, service is null ? [] : [service], key, actor.Name, time.GetUtcNow())
        {
            Question = question, FollowsSessionId = follows, AskerTeams = scope.Teams,
        };
        var body = new StartQuestion(question, new(service, follows), actor.Name) { RequesterScope = requesters.Sign(scope) };
        return Add(request, StartQuestion.Path, body, actor);
    }

    /// <summary>How much is used, and when it is used up.</summary>
    public DiagnosisRequest AddCapacity(IReadOnlyList<string> resources, string metric, int? days, string key, Actor actor, Scope scope)
    {
        var request = new DiagnosisRequest(DiagnosisKind.Capacity, resources, key, actor.Name, time.GetUtcNow()) { AskerTeams = scope.Teams };
        return Add(request, StartCapacity.Path, new StartCapacity(resources, metric, days, actor.Name) { RequesterScope = requesters.Sign(scope) }, actor);
    }

    private DiagnosisRequest Add<T>(DiagnosisRequest request, string path, T body, Actor actor)
    {
        var now = time.GetUtcNow();
        context.Add(request);
        var handOver = new HandOver(request.Id, path, JsonSerializer.SerializeToElement(body, ApiJson.Options));
        context.Add(new OutboxMessage(now, HandOver.Kind, request.IdempotencyKey, JsonSerializer.Serialize(handOver, ApiJson.Options)));
        audit.Add(context, actor, new AuditRecord("diagnosis.requested", "diagnosis", request.Id.ToString())
        {
            Service = request.Services.Count > 0 ? request.Services[0] : null,
            Details = new Dictionary<string, string>
            {
                ["services"] = string.Join(", ", request.Services), ["incident_id"] = request.IncidentId?.ToString() ?? "", ["automatic"] = request.Automatic ? "yes" : "no",
                ["question"] = request.Question is { Length: > LongestAuditedQuestion } question ? question[..LongestAuditedQuestion] + "…" : request.Question ?? "",
            },
        });
        return request;
    }
}

/// <summary>The outbox work of handing a diagnosis over.</summary>
internal sealed record HandOver(Guid DiagnosisId, string Path, JsonElement Body)
{
    public const string Kind = "diagnosis.hand_over";
}
