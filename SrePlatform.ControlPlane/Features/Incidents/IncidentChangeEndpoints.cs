using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>A change of an incident.</summary>
/// <param name="Version">The version that was read; null accepts any.</param>
/// <param name="Note">What to write on the timeline.</param>
/// <param name="Assignee">Who gets it, for <c>assign</c>; null for nobody.</param>
internal sealed record IncidentChangeRequest(uint? Version = null, string? Note = null, string? Assignee = null);

/// <summary><c>/api/v1/incidents/{id}/…</c>: what people do with incidents.</summary>
internal static class IncidentChangeEndpoints
{
    public static void MapIncidentChanges(this RouteGroupBuilder incidents)
    {
        Map(incidents, "acknowledge", "AcknowledgeIncident", "Takes an incident on.", Acknowledge);
        Map(incidents, "start", "StartIncidentWork", "Says that work on an incident has begun.", Start);
        Map(incidents, "resolve", "ResolveIncident", "Says that an incident is over.", Resolve);
        Map(incidents, "reopen", "ReopenIncident", "Says that a resolved incident is not over.", Reopen);
        Map(incidents, "close", "CloseIncident", "Closes a resolved incident for good.", Close);
        Map(incidents, "assign", "AssignIncident", "Gives an incident to somebody, or to nobody.", Assign);
        Map(incidents, "notes", "AddIncidentNote", "Writes on the timeline of an incident.", Note);
        incidents.MapPost("/{id}/diagnoses", Diagnose).WithName("DiagnoseIncident").WithSummary("Asks for another diagnosis of an incident now.")
            .RequireAuthorization(Policies.Operate).Produces<DiagnosisView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static void Map(RouteGroupBuilder incidents, string verb, string name, string summary, Delegate handler) =>
        incidents.MapPost("/{id}/" + verb, handler).WithName(name).WithSummary(summary)
            .WithExample("""{ "version": null, "note": "The database was full.", "assignee": "sam" }""")
            .RequireAuthorization(Policies.Operate).Produces<IncidentView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Acknowledge(
        string id, IncidentChangeRequest request, ClaimsPrincipal principal, Scope scope, AcknowledgeIncident change, ReadIncidents incidents, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, principal, scope, incidents, target => change.RunAsync(target, cancellationToken), cancellationToken);

    private static Task<IResult> Start(
        string id, IncidentChangeRequest request, ClaimsPrincipal principal, Scope scope, StartIncidentWork change, ReadIncidents incidents, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, principal, scope, incidents, target => change.RunAsync(target, cancellationToken), cancellationToken);

    private static Task<IResult> Resolve(
        string id, IncidentChangeRequest request, ClaimsPrincipal principal, Scope scope, ResolveIncident change, ReadIncidents incidents, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, principal, scope, incidents, target => change.RunAsync(target, request.Note, cancellationToken), cancellationToken);

    private static Task<IResult> Reopen(
        string id, IncidentChangeRequest request, ClaimsPrincipal principal, Scope scope, ReopenIncident change, ReadIncidents incidents, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, principal, scope, incidents, target => change.RunAsync(target, request.Note, cancellationToken), cancellationToken);

    private static Task<IResult> Close(
        string id, IncidentChangeRequest request, ClaimsPrincipal principal, Scope scope, CloseIncident change, ReadIncidents incidents, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, principal, scope, incidents, target => change.RunAsync(target, cancellationToken), cancellationToken);

    private static Task<IResult> Assign(
        string id, IncidentChangeRequest request, ClaimsPrincipal principal, Scope scope, AssignIncident change, ReadIncidents incidents, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, principal, scope, incidents, target => change.RunAsync(target, request.Assignee, cancellationToken), cancellationToken);

    private static Task<IResult> Note(
        string id, IncidentChangeRequest request, ClaimsPrincipal principal, Scope scope, AddIncidentNote change, ReadIncidents incidents, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, principal, scope, incidents, target => change.RunAsync(target, request.Note, cancellationToken), cancellationToken);

    private static async Task<IResult> Diagnose(
        string id, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, ClaimsPrincipal principal, Scope scope, DiagnoseIncident diagnose,
        ReadIncidents incidents, ReadDiagnoses diagnoses, CancellationToken cancellationToken)
    {
        var actor = Actor.From(principal);
        if (!IdempotencyKeys.Of(idempotencyKey, actor).TryGet(out var key, out var bad))
        {
            return bad.ToProblem();
        }

        if (await incidents.FindAsync(scope, id, cancellationToken) is not { } incident)
        {
            return new IncidentNotFound().ToProblem();
        }

        return (await diagnose.RunAsync(new IncidentTarget(incident.Id, null, actor, scope), key, cancellationToken)).TryGet(out var added, out var failure)
            ? TypedResults.Accepted($"/api/v1/diagnoses/{added.Id}", await diagnoses.FindAsync(scope, added.Id, cancellationToken))
            : failure.ToProblem();
    }

    private static async Task<IResult> ChangeAsync(
        string id, IncidentChangeRequest request, ClaimsPrincipal principal, Scope scope, ReadIncidents incidents, Func<IncidentTarget, Task<Outcome<Incident>>> change,
        CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(scope, id, cancellationToken) is not { } incident)
        {
            return new IncidentNotFound().ToProblem();
        }

        return (await change(new IncidentTarget(incident.Id, request.Version, Actor.From(principal), scope))).TryGet(out _, out var failure)
            ? TypedResults.Ok(await incidents.FindAsync(scope, id, cancellationToken))
            : failure.ToProblem();
    }
}
