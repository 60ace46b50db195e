using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>Objectives as an API, and the series of their page.</summary>
internal static class SloEndpoints
{
    public static void Map(WebApplication app)
    {
        var group = app.MapApi("slos").WithTags("Objectives");
        group.MapGet("", List).RequireAuthorization(Policies.Context).WithName("ListSlos").WithSummary("Objectives by name.");
        group.MapGet("{id:guid}", Get).RequireAuthorization(Policies.Context).WithName("GetSlo").WithSummary("An objective and how it stands.").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("", Create).WithExample(SloExamples.Slo).RequireAuthorization(Policies.Manage).WithName("CreateSlo").WithSummary("Adds an objective.").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        group.MapPut("{id:guid}", Edit).WithExample(SloExamples.Slo).RequireAuthorization(Policies.Manage).WithName("ReplaceSlo").WithSummary("Replaces an objective.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        group.MapDelete("{id:guid}", Delete).RequireAuthorization(Policies.Manage).WithName("DeleteSlo").WithSummary("Deletes an objective.").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        app.MapGet("/slos/{id:guid}/series", Series).RequireAuthorization(Policies.Read).ExcludeFromDescription();
    }

    private static async Task<Results<Ok<Page<SloResponse>>, ProblemHttpResult>> List(
        ListSlos slos, Scope scope, CancellationToken cancellationToken, string? service = null, string? limit = null, string? cursor = null)
    {
        var reader = new QueryReader();
        var (count, of, after) = (reader.Page(limit, null).Limit, reader.Text("service", service), reader.Text("cursor", cursor));
        if (reader.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        var page = await slos.RunAsync(scope, of, count, after, cancellationToken);
        return TypedResults.Ok(new Page<SloResponse>([.. page.Items.Select(slo => SloResponse.Of(slo, null))], page.NextCursor));
    }

    private static async Task<Results<Ok<SloResponse>, ProblemHttpResult>> Get(Guid id, SreDbContext context, Scope scope, ReadSloStatus status, CancellationToken cancellationToken) =>
        await context.Set<Slo>().AsNoTracking().In(scope).SingleOrDefaultAsync(slo => slo.Id == id, cancellationToken) is { } slo
            ? TypedResults.Ok(SloResponse.Of(slo, await status.RunAsync(slo, cancellationToken)))
            : new SloNotFound().ToProblem();

    private static async Task<Results<Created<SloResponse>, ProblemHttpResult>> Create(SloRequest body, SaveSlo save, HttpContext http, CancellationToken cancellationToken) =>
        (await save.CreateAsync(body.Draft(), Actor.From(http.User), cancellationToken)).TryGet(out var slo, out var failure)
            ? TypedResults.Created($"/api/v1/slos/{slo.Id}", SloResponse.Of(slo, null))
            : failure.ToProblem();

    private static async Task<Results<Ok<SloResponse>, ProblemHttpResult>> Edit(Guid id, SloRequest body, SaveSlo save, HttpContext http, CancellationToken cancellationToken) =>
        body.Version is not { } version ? SloInvalid.VersionMissing.ToProblem()
            : (await save.EditAsync(id, version, body.Draft(), Actor.From(http.User), cancellationToken)).TryGet(out var slo, out var failure) ? TypedResults.Ok(SloResponse.Of(slo, null))
            : failure.ToProblem();

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, SaveSlo save, HttpContext http, CancellationToken cancellationToken, uint? version = null) =>
        version is not { } seen ? SloInvalid.VersionMissing.ToProblem()
            : (await save.DeleteAsync(id, seen, Actor.From(http.User), cancellationToken)).TryGet(out _, out var failure) ? TypedResults.NoContent()
            : failure.ToProblem();

    private static async Task<Results<Ok<ChartData>, ProblemHttpResult>> Series(Guid id, SreDbContext context, Scope scope, ReadSloStatus status, CancellationToken cancellationToken) =>
        await context.Set<Slo>().AsNoTracking().In(scope).SingleOrDefaultAsync(slo => slo.Id == id, cancellationToken) is { } slo
            ? TypedResults.Ok(await status.ChartAsync(slo, TimeSpan.FromDays(slo.WindowDays), cancellationToken))
            : new SloNotFound().ToProblem();

    /// <summary>An objective as a client writes it.</summary>
    /// <param name="LatencySeconds">A bound of the histogram, for the indicator <c>latency</c>.</param>
    /// <param name="GoodQuery">With <c>$window</c> where the time goes, for the indicator <c>custom</c>.</param>
    internal sealed record SloRequest(
        string? Name, string? Service, string? Description, SloIndicator? Indicator, double? LatencySeconds, string? GoodQuery, string? TotalQuery, double? ObjectivePercent, int? WindowDays, uint? Version)
    {
        public SloDraft Draft() => new()
        {
            Name = Name, Service = Service, Description = Description, Indicator = Indicator, LatencySeconds = LatencySeconds, GoodQuery = GoodQuery, TotalQuery = TotalQuery,
            ObjectivePercent = ObjectivePercent, WindowDays = WindowDays,
        };
    }

    /// <summary>An objective as the API shows it.</summary>
    /// <param name="Attained">The share of good events over its window; null where it was not asked for or is not known.</param>
    /// <param name="Remaining">The share of its budget that is left.</param>
    /// <param name="BurnRates">How many times too fast the budget burns, by window.</param>
    internal sealed record SloResponse(
        Guid Id, string Name, string Service, string Description, SloIndicator Indicator, double? LatencySeconds, string GoodQuery, string TotalQuery, double ObjectivePercent, int WindowDays,
        bool Seeded, uint Version, double? Attained, double? Remaining, IReadOnlyDictionary<string, double>? BurnRates, double? ExhaustedInSeconds, string? Unavailable)
    {
        public static SloResponse Of(Slo slo, SloStatus? status) => new(
            slo.Id, slo.Name, slo.Service, slo.Description, slo.Indicator, slo.LatencySeconds, slo.GoodQuery, slo.TotalQuery, Math.Round(slo.Objective * 100, 6), slo.WindowDays,
            slo.Seeded, slo.Version, status?.Attained, status?.Remaining, status?.Burn, status?.Exhausted?.TotalSeconds, status?.Unavailable?.Detail);
    }
}
