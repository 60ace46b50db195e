using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.OnCall;

internal sealed record OnCallList(IReadOnlyList<OnCallNow> Items);

/// <summary>A rotation to save.</summary>
internal sealed record RotationRequest(
    string? Name, string? TimeZone, IReadOnlyList<RotationMember>? Members, DateOnly? StartsOn, TimeOnly? HandoverAt, int ShiftDays = 7, uint? Version = null)
{
    [JsonIgnore]
    public RotationDraft Draft => new(Name?.Trim() ?? "", TimeZone ?? "UTC", Members ?? [], StartsOn ?? default, HandoverAt ?? default, ShiftDays);
}

internal sealed record RotationView(Guid Id, RotationDraft Definition, uint Version);

internal sealed record ShiftList(IReadOnlyList<Shift> Items);

/// <summary>Somebody to stand in.</summary>
internal sealed record StandInRequest(DateTimeOffset? From, DateTimeOffset? To, string? Person, string? Email = null);

internal sealed record StandInView(Guid Id, DateTimeOffset From, DateTimeOffset To, string Person, string? Email);

/// <summary>An escalation policy to save.</summary>
internal sealed record PolicyRequest(
    string? Name, bool Enabled = true, IncidentSeverity MinSeverity = IncidentSeverity.Warning, IReadOnlyList<string>? Services = null, IReadOnlyList<EscalationLevel>? Levels = null,
    uint? Version = null)
{
    [JsonIgnore]
    public PolicyDraft Draft => new(Name?.Trim() ?? "", Enabled, MinSeverity, Services ?? [], Levels ?? []);
}

internal sealed record PolicyView(Guid Id, PolicyDraft Definition, uint Version);

/// <summary><c>/api/v1/on-call</c>: who is on call, the rotations, and what happens when nobody acknowledges.</summary>
internal static class OnCallEndpoints
{
    private static readonly TimeSpan LongestPreview = TimeSpan.FromDays(92);

    public static void MapOnCall(this WebApplication app)
    {
        var onCall = app.MapApi("on-call").WithTags("On call");
        onCall.MapGet("/", Now).WithName("ListOnCall").WithSummary("Who is on call in each rotation, now or at a time.").RequireAuthorization(Policies.Context).Produces<OnCallList>();
        onCall.MapGet("/rotations/{id:guid}/shifts", Shifts).WithName("ListShifts").WithSummary("Everybody's turns between two times, stand-ins included.")
            .RequireAuthorization(Policies.Context).Produces<ShiftList>().ProducesProblem(StatusCodes.Status404NotFound);
        onCall.MapPost("/rotations", AddRotation).WithExample(OnCallExamples.Rotation).WithName("AddRotation").WithSummary("Adds a rotation.").Saves().Produces<RotationView>(StatusCodes.Status201Created);
        onCall.MapPut("/rotations/{id:guid}", ChangeRotation).WithExample(OnCallExamples.Rotation).WithName("ChangeRotation").WithSummary("Changes a rotation.").Saves().Produces<RotationView>();
        onCall.MapDelete("/rotations/{id:guid}", DeleteRotation).WithName("DeleteRotation").WithSummary("Deletes a rotation that no policy uses.").Saves().Produces(StatusCodes.Status204NoContent);
        onCall.MapPost("/rotations/{id:guid}/overrides", StandIn).WithExample(OnCallExamples.StandIn).WithName("AddOverride").WithSummary("Lets somebody stand in.").Saves().Produces<StandInView>(StatusCodes.Status201Created);
        onCall.MapPost("/policies", AddPolicy).WithExample(OnCallExamples.Policy).WithName("AddEscalationPolicy").WithSummary("Adds an escalation policy.").Saves().Produces<PolicyView>(StatusCodes.Status201Created);
        onCall.MapPut("/policies/{id:guid}", ChangePolicy).WithExample(OnCallExamples.Policy).WithName("ChangeEscalationPolicy").WithSummary("Changes an escalation policy.").Saves().Produces<PolicyView>();
        onCall.MapDelete("/policies/{id:guid}", DeletePolicy).WithName("DeleteEscalationPolicy").WithSummary("Deletes an escalation policy.").Saves().Produces(StatusCodes.Status204NoContent);
    }

    private static RouteHandlerBuilder Saves(this RouteHandlerBuilder endpoint) =>
        endpoint.RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Now(string? at, ReadOnCall onCall, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var when = read.Time("at", at) ?? time.GetUtcNow();
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(new OnCallList(await onCall.AtAsync(null, when, cancellationToken)));
    }

    private static async Task<IResult> Shifts(Guid id, string? from, string? to, ReadOnCall onCall, SreDbContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var start = read.Time("from", from) ?? time.GetUtcNow();
        var end = read.Time("to", to) ?? start.AddDays(28);
        if (end <= start || end - start > LongestPreview)
        {
            read.Add("to", "Give an end after the beginning, at most 92 days later.");
        }

        if (read.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        return await context.Set<Rotation>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is { } rotation
            ? TypedResults.Ok(new ShiftList(RotationShifts.Between(rotation.Is, [.. (await onCall.StandInsAsync([id], start, end, cancellationToken))[id]], start, end)))
            : new RotationNotFound().ToProblem();
    }

    private static async Task<IResult> AddRotation(RotationRequest request, ClaimsPrincipal principal, SaveRotation save, CancellationToken cancellationToken) =>
        (await save.RunAsync(null, null, request.Draft, Actor.From(principal), cancellationToken)).TryGet(out var rotation, out var failure)
            ? TypedResults.Created($"/api/v1/on-call/rotations/{rotation.Id}", new RotationView(rotation.Id, rotation.Is, rotation.Version))
            : failure.ToProblem();

    private static async Task<IResult> ChangeRotation(Guid id, RotationRequest request, ClaimsPrincipal principal, SaveRotation save, CancellationToken cancellationToken) =>
        (await save.RunAsync(id, request.Version, request.Draft, Actor.From(principal), cancellationToken)).TryGet(out var rotation, out var failure)
            ? TypedResults.Ok(new RotationView(rotation.Id, rotation.Is, rotation.Version))
            : failure.ToProblem();

    private static async Task<IResult> DeleteRotation(Guid id, ClaimsPrincipal principal, SaveRotation save, CancellationToken cancellationToken) =>
        (await save.DeleteAsync(id, Actor.From(principal), cancellationToken)).Failure is { } failure ? failure.ToProblem() : TypedResults.NoContent();

    private static async Task<IResult> StandIn(Guid id, StandInRequest request, ClaimsPrincipal principal, SaveRotation save, CancellationToken cancellationToken)
    {
        if (request is not { From: { } from, To: { } to })
        {
            return new ValidationFailure("from", "Give from and to.").ToProblem();
        }

        return (await save.StandInAsync(id, from, to, new RotationMember(request.Person ?? "", request.Email), Actor.From(principal), cancellationToken)).TryGet(out var row, out var failure)
            ? TypedResults.Created($"/api/v1/on-call/rotations/{id}", new StandInView(row.Id, row.From, row.To, row.Person, row.Email))
            : failure.ToProblem();
    }

    private static async Task<IResult> AddPolicy(PolicyRequest request, ClaimsPrincipal principal, SavePolicy save, CancellationToken cancellationToken) =>
        (await save.RunAsync(null, null, request.Draft, Actor.From(principal), cancellationToken)).TryGet(out var policy, out var failure)
            ? TypedResults.Created($"/api/v1/on-call/policies/{policy.Id}", new PolicyView(policy.Id, policy.Is, policy.Version))
            : failure.ToProblem();

    private static async Task<IResult> ChangePolicy(Guid id, PolicyRequest request, ClaimsPrincipal principal, SavePolicy save, CancellationToken cancellationToken) =>
        (await save.RunAsync(id, request.Version, request.Draft, Actor.From(principal), cancellationToken)).TryGet(out var policy, out var failure)
            ? TypedResults.Ok(new PolicyView(policy.Id, policy.Is, policy.Version))
            : failure.ToProblem();

    private static async Task<IResult> DeletePolicy(Guid id, ClaimsPrincipal principal, SavePolicy save, CancellationToken cancellationToken) =>
        (await save.DeleteAsync(id, Actor.From(principal), cancellationToken)).Failure is { } failure ? failure.ToProblem() : TypedResults.NoContent();
}
