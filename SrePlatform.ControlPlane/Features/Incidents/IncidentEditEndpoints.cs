using System.Security.Claims;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>An incident that no alert reported.</summary>
internal sealed record DeclareIncidentRequest(
    string? Title, IncidentSeverity? Severity, IncidentPriority? Priority = null, IReadOnlyList<string>? Services = null, IReadOnlyList<string>? Tags = null,
    string? Description = null, string? Assignee = null, DateTimeOffset? StartedAt = null);

/// <summary>What an incident should say; what is left out stays.</summary>
/// <param name="Version">The version that was read; null accepts any.</param>
/// <param name="Reason">Why severity or priority change.</param>
internal sealed record EditIncidentRequest(
    uint? Version = null, string? Title = null, IncidentSeverity? Severity = null, IncidentPriority? Priority = null, IReadOnlyList<string>? Tags = null, string? Reason = null);

/// <summary>Another incident.</summary>
/// <param name="Incident">Its id, or a reference like INC-12.</param>
internal sealed record OtherIncidentRequest(string? Incident, uint? Version = null, string? Reason = null);

/// <summary>The alerts that leave.</summary>
internal sealed record SplitIncidentRequest(IReadOnlyList<Guid>? AlertIds, string? Title = null, string? Reason = null, uint? Version = null);

/// <summary>Related incidents, the strongest reason first.</summary>
internal sealed record RelatedList(IReadOnlyList<RelatedIncident> Items);

/// <summary><c>/api/v1/incidents</c>: opening, correcting, linking, merging and splitting.</summary>
internal static class IncidentEditEndpoints
{
    public static void MapIncidentEdits(this RouteGroupBuilder incidents)
    {
        incidents.MapPost("/", Declare).WithExample(IncidentExamples.Declare).WithName("DeclareIncident").WithSummary("Opens an incident that no alert reported.")
            .RequireAuthorization(Policies.Operate).Produces<IncidentView>(StatusCodes.Status201Created);
        incidents.MapPatch("/{id}", Edit).WithExample(IncidentExamples.Edit).WithName("EditIncident").WithSummary("Corrects title, severity, priority and tags.").Changes();
        incidents.MapGet("/{id}/related", Related).WithName("GetRelatedIncidents").WithSummary("Incidents that this one may have to do with, and why.")
            .RequireAuthorization(Policies.Context).Produces<RelatedList>().ProducesProblem(StatusCodes.Status404NotFound);
        incidents.MapPost("/{id}/links", Link).WithExample(IncidentExamples.Other).WithName("LinkIncidents").WithSummary("Says that two incidents belong together.").Changes();
        incidents.MapDelete("/{id}/links/{other}", Unlink).WithName("UnlinkIncidents").WithSummary("Says that two incidents do not belong together after all.").Changes();
        incidents.MapPost("/{id}/merge", Merge).WithExample(IncidentExamples.Other).WithName("MergeIncidents").WithSummary("Moves an incident's alerts into another one and closes it; answers with the other.").Changes();
        incidents.MapPost("/{id}/split", Split).WithExample(IncidentExamples.Split).WithName("SplitIncident").WithSummary("Makes a new incident of some of its alerts.")
            .RequireAuthorization(Policies.Operate).Produces<IncidentView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        incidents.MapPost("/bulk", Bulk).WithExample(IncidentExamples.Bulk).WithName("ChangeManyIncidents").WithSummary("One action for up to 100 incidents, with a result for each.")
            .RequireAuthorization(Policies.Operate).Produces<BulkResult>();
    }

    private static void Changes(this RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(Policies.Operate).Produces<IncidentView>()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Declare(
        DeclareIncidentRequest request, ClaimsPrincipal principal, Scope scope, DeclareIncident declare, ReadIncidents incidents, CancellationToken cancellationToken)
    {
        if (request.Severity is not { } severity)
        {
            return new ValidationFailure("severity", "Give one of: info, warning, critical.").ToProblem();
        }

        var draft = new IncidentDraft(
            request.Title?.Trim() ?? "", severity, request.Priority, IncidentTags.Clean(request.Services), IncidentTags.Clean(request.Tags), IncidentText.Clean(request.Description),
            IncidentText.Clean(request.Assignee), request.StartedAt?.ToUniversalTime());
        return (await declare.RunAsync(draft, Actor.From(principal), cancellationToken)).TryGet(out var added, out var failure)
            ? TypedResults.Created($"/api/v1/incidents/{added.Id}", await incidents.FindAsync(scope, added.Id.ToString(), cancellationToken))
            : failure.ToProblem();
    }

    private static Task<IResult> Edit(
        string id, EditIncidentRequest request, ClaimsPrincipal principal, Scope scope, EditIncident edit, ReadIncidents incidents, CancellationToken cancellationToken) =>
        AnswerAsync(id, request.Version, principal, scope, incidents, target => edit.RunAsync(
            target, new IncidentEdit(request.Title, request.Severity, request.Priority, request.Tags is { } tags ? IncidentTags.Clean(tags) : null, request.Reason), cancellationToken), cancellationToken);

    private static async Task<IResult> Related(string id, Scope scope, ReadIncidents incidents, RelatedIncidents related, CancellationToken cancellationToken) =>
        await incidents.FindAsync(scope, id, cancellationToken) is { } found
            ? TypedResults.Ok(new RelatedList(await related.RunAsync(scope, found, cancellationToken)))
            : new IncidentNotFound().ToProblem();

    private static Task<IResult> Link(
        string id, OtherIncidentRequest request, ClaimsPrincipal principal, Scope scope, LinkIncidents links, ReadIncidents incidents, CancellationToken cancellationToken) =>
        PairAsync(id, request.Incident, request.Version, "incident", principal, scope, incidents, (target, other) => links.LinkAsync(target, other, cancellationToken), cancellationToken);

    private static Task<IResult> Unlink(
        string id, string other, ClaimsPrincipal principal, Scope scope, LinkIncidents links, ReadIncidents incidents, CancellationToken cancellationToken) =>
        PairAsync(id, other, null, "other", principal, scope, incidents, (target, otherId) => links.UnlinkAsync(target, otherId, cancellationToken), cancellationToken);

    private static async Task<IResult> Merge(
        string id, OtherIncidentRequest request, ClaimsPrincipal principal, Scope scope, MergeIncidents merge, ReadIncidents incidents, CancellationToken cancellationToken)
    {
        var answer = await PairAsync(
            id, request.Incident, request.Version, "incident", principal, scope, incidents, (target, into) => merge.RunAsync(target, into, request.Reason, cancellationToken), cancellationToken);
        return answer is Microsoft.AspNetCore.Http.HttpResults.Ok<IncidentView> ? TypedResults.Ok(await incidents.FindAsync(scope, request.Incident!, cancellationToken)) : answer;
    }

    private static async Task<IResult> Split(
        string id, SplitIncidentRequest request, ClaimsPrincipal principal, Scope scope, SplitIncident split, ReadIncidents incidents, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(scope, id, cancellationToken) is not { } incident)
        {
            return new IncidentNotFound().ToProblem();
        }

        var target = new IncidentTarget(incident.Id, request.Version, Actor.From(principal), scope);
        return (await split.RunAsync(target, request.AlertIds ?? [], request.Title, request.Reason, cancellationToken)).TryGet(out var made, out var failure)
            ? TypedResults.Created($"/api/v1/incidents/{made.Id}", await incidents.FindAsync(scope, made.Id.ToString(), cancellationToken))
            : failure.ToProblem();
    }

    private static async Task<IResult> Bulk(BulkChange request, ClaimsPrincipal principal, Scope scope, ChangeManyIncidents many, CancellationToken cancellationToken)
    {
        if (request.Incidents is null)
        {
            return new ValidationFailure("incidents", $"Choose 1 to {ChangeManyIncidents.Most} incidents.").ToProblem();
        }

        return (await many.RunAsync(request, Actor.From(principal), scope, cancellationToken)).TryGet(out var result, out var failure) ? TypedResults.Ok(result) : failure.ToProblem();
    }

    private static async Task<IResult> PairAsync(
        string id, string? other, uint? version, string field, ClaimsPrincipal principal, Scope scope, ReadIncidents incidents, Func<IncidentTarget, Guid, Task<Outcome<Incident>>> change,
        CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(scope, other ?? "", cancellationToken) is not { } second)
        {
            return new ValidationFailure(field, "Name another incident by its id or like INC-12.").ToProblem();
        }

        return await AnswerAsync(id, version, principal, scope, incidents, target => change(target, second.Id), cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(
        string id, uint? version, ClaimsPrincipal principal, Scope scope, ReadIncidents incidents, Func<IncidentTarget, Task<Outcome<Incident>>> change, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(scope, id, cancellationToken) is not { } incident)
        {
            return new IncidentNotFound().ToProblem();
        }

        return (await change(new IncidentTarget(incident.Id, version, Actor.From(principal), scope))).TryGet(out _, out var failure)
            ? TypedResults.Ok(await incidents.FindAsync(scope, id, cancellationToken))
            : failure.ToProblem();
    }
}
