using Microsoft.AspNetCore.Http.HttpResults;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Silences and maintenance windows as an API.</summary>
internal static class SilenceEndpoints
{
    private const int MostHours = 24 * 30;

    public static void Map(WebApplication app)
    {
        var group = app.MapApi("silences").WithTags("Silences");
        group.MapGet("", List).RequireAuthorization(Policies.Context).WithName("ListSilences").WithSummary("Silences and maintenance windows, latest first.");
        group.MapPost("", Create).WithExample(SilenceExamples.Silence).RequireAuthorization(Policies.Operate).WithName("CreateSilence").WithSummary("Holds alerts back, once or again and again.");
        group.MapPost("preview", Preview).WithExample(SilenceExamples.Silence).RequireAuthorization(Policies.Operate).WithName("PreviewSilence").WithSummary("Which alerts of the last day it covers. Stores nothing.");
        group.MapPost("{id:guid}/extend", Extend).WithExample(SilenceExamples.Extension).RequireAuthorization(Policies.Operate).WithName("ExtendSilence").WithSummary("Lets one last longer.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("{id:guid}/end", End).RequireAuthorization(Policies.Operate).WithName("EndSilence").WithSummary("Ends one now.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Page<SilenceResponse>>, ProblemHttpResult>> List(
        ListSilences silences, TimeProvider time, CancellationToken cancellationToken, string? ended = null, string? kind = null, string? limit = null, string? cursor = null)
    {
        var reader = new QueryReader();
        var page = reader.Page(limit, cursor);
        var (over, of) = (reader.Flag("ended", ended), reader.Choice<SilenceKind>("kind", kind));
        if (reader.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        var found = await silences.RunAsync(over, of, page, cancellationToken);
        var now = time.GetUtcNow();
        return TypedResults.Ok(new Page<SilenceResponse>([.. found.Items.Select(silence => SilenceResponse.Of(silence, now))], found.NextCursor));
    }

    private static async Task<Results<Created<SilenceResponse>, ProblemHttpResult>> Create(
        SilenceRequest body, CreateSilence create, TimeProvider time, HttpContext http, CancellationToken cancellationToken) =>
        (await create.RunAsync(body.Draft(), Actor.From(http.User), cancellationToken)).TryGet(out var silence, out var failure)
            ? TypedResults.Created($"/api/v1/silences/{silence.Id}", SilenceResponse.Of(silence, time.GetUtcNow()))
            : failure.ToProblem();

    private static async Task<Results<Ok<SilencePreview>, ProblemHttpResult>> Preview(SilenceRequest body, PreviewSilence preview, Scope scope, CancellationToken cancellationToken) =>
        (await preview.RunAsync(scope, body.Draft(), cancellationToken)).TryGet(out var shown, out var failure) ? TypedResults.Ok(shown) : failure.ToProblem();

    private static async Task<Results<Ok<SilenceResponse>, ProblemHttpResult>> Extend(
        Guid id, SilenceExtension body, ChangeSilence change, TimeProvider time, HttpContext http, CancellationToken cancellationToken) =>
        body.Hours is >= 1 and <= MostHours
            ? Answer(await change.ExtendAsync(id, TimeSpan.FromHours(body.Hours.Value), Actor.From(http.User), cancellationToken), time)
            : new ValidationFailure("hours", $"Give 1 to {MostHours} hours.").ToProblem();

    private static async Task<Results<Ok<SilenceResponse>, ProblemHttpResult>> End(Guid id, ChangeSilence change, TimeProvider time, HttpContext http, CancellationToken cancellationToken) =>
        Answer(await change.EndAsync(id, Actor.From(http.User), cancellationToken), time);

    private static Results<Ok<SilenceResponse>, ProblemHttpResult> Answer(Outcome<Silence> outcome, TimeProvider time) =>
        outcome.TryGet(out var silence, out var failure) ? TypedResults.Ok(SilenceResponse.Of(silence, time.GetUtcNow())) : failure.ToProblem();

    /// <param name="Hours">How much longer it lasts.</param>
    internal sealed record SilenceExtension(int? Hours);

    /// <summary>A silence as a client writes it.</summary>
    /// <param name="Matchers">Such as <c>service="checkout"</c>; all must hold.</param>
    /// <param name="Services">Of a maintenance window.</param>
    /// <param name="ResourceIds">Of a maintenance window.</param>
    /// <param name="DurationSeconds">In the place of <c>ends_at</c>, or each time if it comes back.</param>
    /// <param name="Cron">Minute, hour, day of month, month, day of week, in <c>time_zone</c>.</param>
    internal sealed record SilenceRequest(
        SilenceKind? Kind, string? Reason, List<string?>? Matchers, List<string?>? Services, List<Guid>? ResourceIds,
        DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, double? DurationSeconds, string? Cron, string? TimeZone)
    {
        public SilenceDraft Draft() => new()
        {
            Kind = Kind ?? SilenceKind.Silence, Reason = Reason, Matchers = string.Join('\n', (Matchers ?? []).Select(matcher => matcher?.ReplaceLineEndings(" "))),
            Services = Services, ResourceIds = ResourceIds, StartsAt = StartsAt?.ToUniversalTime(), EndsAt = EndsAt?.ToUniversalTime(), DurationSeconds = DurationSeconds, Cron = Cron, TimeZone = TimeZone,
        };
    }

    /// <summary>A silence as the API shows it.</summary>
    /// <param name="Suppressed">How many alerts it has held back.</param>
    internal sealed record SilenceResponse(
        Guid Id, SilenceKind Kind, SilenceState State, string Reason, IReadOnlyList<string> Matchers, IReadOnlyList<string> Services, IReadOnlyList<Guid> ResourceIds,
        DateTimeOffset StartsAt, DateTimeOffset? EndsAt, string? Cron, string? TimeZone, int? DurationSeconds, string CreatedBy, DateTimeOffset CreatedAt,
        DateTimeOffset? EndedAt, string? EndedBy, int Suppressed)
    {
        public static SilenceResponse Of(Silence silence, DateTimeOffset now) => new(
            silence.Id, silence.Kind, silence.StateAt(now), silence.Reason, silence.Matchers, silence.Services, silence.ResourceIds, silence.StartsAt, silence.EndsAt,
            silence.Cron, silence.TimeZone, silence.DurationSeconds, silence.CreatedBy, silence.CreatedAt, silence.EndedAt, silence.EndedBy, silence.Suppressed);
    }
}
