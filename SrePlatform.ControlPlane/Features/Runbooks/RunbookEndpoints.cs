using System.Globalization;
using SrePlatform.ControlPlane.Features.Runbooks.Editing;
using SrePlatform.ControlPlane.Features.Runbooks.Reading;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary><c>/api/v1/runbooks</c>: procedures that can be carried out, their versions and reviews.</summary>
internal static class RunbookEndpoints
{
    public static void Map(WebApplication app)
    {
        var runbooks = app.MapApi("runbooks").WithTags("Runbooks");
        var read = runbooks.MapGroup("").RequireAuthorization(Policies.Context);
        read.MapGet("/", List).WithName("ListRunbooks").WithSummary("Lists runbooks, those changed last first.").Produces<Page<RunbookRow>>();
        read.MapGet("/{name}", Get).WithName("GetRunbook").WithSummary("Returns a runbook in the version that runs, or the latest if none was reviewed.")
            .Produces<RunbookView>().ProducesProblem(StatusCodes.Status404NotFound);
        read.MapGet("/{name}/versions", Versions).WithName("ListRunbookVersions").WithSummary("Lists the versions of a runbook, latest first.")
            .Produces<Page<RunbookVersionRow>>().ProducesProblem(StatusCodes.Status404NotFound);
        read.MapGet("/{name}/versions/{number:int}", GetVersion).WithName("GetRunbookVersion").WithSummary("Returns one version of a runbook.")
            .Produces<RunbookView>().ProducesProblem(StatusCodes.Status404NotFound);
        read.MapGet("/{name}/compare", Compare).WithName("CompareRunbookVersions").WithSummary("Returns the difference between two versions, line by line.")
            .Produces<RunbookComparison>().ProducesProblem(StatusCodes.Status404NotFound);
        var write = runbooks.MapGroup("").RequireAuthorization(Policies.Manage);
        write.MapPost("/", Create).WithExample(RunbookExamples.Create).WithName("CreateRunbook").WithSummary("Makes a runbook. It runs once somebody other than its author has reviewed it.")
            .Produces<RunbookView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        write.MapPost("/check", Check).WithExample(RunbookExamples.Check).WithName("CheckRunbook").WithSummary("Reads a runbook and says what is wrong with it. Stores nothing.").Produces<RunbookDocument>();
        write.MapPost("/{name}/versions", Revise).WithExample(RunbookExamples.Revise).WithName("ReviseRunbook").WithSummary("Writes a further version, which waits for its review; the reviewed one runs until then.")
            .Changes(StatusCodes.Status201Created);
        write.MapPost("/{name}/versions/{number:int}/review", Review).WithName("ReviewRunbook").WithSummary("Agrees to the latest version, which makes it the one that runs. Not its author, and not a service.").Changes();
        write.MapPost("/{name}/versions/{number:int}/roll-back", RollBack).WithName("RollBackRunbook").WithSummary("Writes what an earlier version said as a new one, which waits for its review.")
            .Changes(StatusCodes.Status201Created);
        write.MapPost("/{name}/retire", Retire).WithName("RetireRunbook").WithSummary("Takes a runbook out of use: it takes no new version or review, and what is planned of it is refused.").Changes();
        write.MapPost("/{name}/reinstate", Reinstate).WithName("ReinstateRunbook").WithSummary("Takes a retired runbook back into use.").Changes();
    }

    private static RouteHandlerBuilder Changes(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK) =>
        endpoint.Produces<RunbookView>(status).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> List(
        ReadRunbooks runbooks, CancellationToken cancellationToken, string? state = null, string? kind = null, string? risk = null, string? q = null, string? limit = null, string? cursor = null)
    {
        var read = new QueryReader();
        var page = read.Page(limit, cursor);
        var filter = new RunbookFilter(read.Choice<RunbookState>("state", state), read.Choice<RunbookKind>("kind", kind), read.Choice<RunbookRisk>("risk", risk), read.Text("q", q));
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await runbooks.ListAsync(filter, page, cancellationToken));
    }

    private static Task<IResult> Get(string name, ReadRunbooks runbooks, CancellationToken cancellationToken) => FindAsync(name, null, runbooks, cancellationToken);

    private static Task<IResult> GetVersion(string name, int number, ReadRunbooks runbooks, CancellationToken cancellationToken) => FindAsync(name, number, runbooks, cancellationToken);

    private static async Task<IResult> Versions(string name, ReadRunbooks runbooks, CancellationToken cancellationToken, string? limit = null, string? cursor = null)
    {
        var read = new QueryReader();
        var most = read.Page(limit, null).Limit;
        var before = RunbookVersions.Before(read, cursor);
        if (read.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        return await RunbookVersions.ReadAsync(runbooks, name, before, most, cancellationToken) is { } page ? TypedResults.Ok(page) : new RunbookUnknown().ToProblem();
    }

    private static async Task<IResult> Compare(string name, ReadRunbooks runbooks, CompareRunbook compare, CancellationToken cancellationToken, string? from = null, string? to = null)
    {
        var read = new QueryReader();
        var (first, last) = (RunbookVersions.Number(read, "from", from), RunbookVersions.Number(read, "to", to));
        if (read.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        return await compare.RunAsync(name, first, last, cancellationToken) is { } comparison ? TypedResults.Ok(comparison) : new RunbookVersionUnknown().ToProblem();
    }

    private static async Task<IResult> Create(RunbookBody body, WriteRunbook write, ReadRunbooks runbooks, HttpContext http, CancellationToken cancellationToken) =>
        await CreatedAsync(await write.CreateAsync(new RunbookText(body.Content, body.Comment), Actor.From(http.User), cancellationToken), runbooks, cancellationToken);

    private static IResult Check(RunbookCheckBody body) =>
        RunbookReader.Read(body.Content ?? "").TryGet(out var document, out var failure) ? TypedResults.Ok(document) : failure.ToProblem();

    private static async Task<IResult> Revise(string name, RunbookRevision body, WriteRunbook write, ReadRunbooks runbooks, HttpContext http, CancellationToken cancellationToken) =>
        await CreatedAsync(await write.ReviseAsync(name, new RunbookText(body.Content, body.Comment, body.BasedOn), Actor.From(http.User), cancellationToken), runbooks, cancellationToken);

    private static async Task<IResult> RollBack(string name, int number, WriteRunbook write, ReadRunbooks runbooks, HttpContext http, CancellationToken cancellationToken) =>
        await CreatedAsync(await write.RollBackAsync(name, number, Actor.From(http.User), cancellationToken), runbooks, cancellationToken);

    private static async Task<IResult> Review(string name, int number, ReviewRunbook review, ReadRunbooks runbooks, HttpContext http, CancellationToken cancellationToken) =>
        await ChangedAsync(await review.RunAsync(name, number, Actor.From(http.User), cancellationToken), runbooks, cancellationToken);

    private static async Task<IResult> Retire(string name, RetireRunbook retire, ReadRunbooks runbooks, HttpContext http, CancellationToken cancellationToken) =>
        await ChangedAsync(await retire.RetireAsync(name, Actor.From(http.User), cancellationToken), runbooks, cancellationToken);

    private static async Task<IResult> Reinstate(string name, RetireRunbook retire, ReadRunbooks runbooks, HttpContext http, CancellationToken cancellationToken) =>
        await ChangedAsync(await retire.ReinstateAsync(name, Actor.From(http.User), cancellationToken), runbooks, cancellationToken);

    private static async Task<IResult> FindAsync(string name, int? number, ReadRunbooks runbooks, CancellationToken cancellationToken) =>
        await runbooks.FindAsync(name, number, cancellationToken) is { } found ? TypedResults.Ok(found) : number is null ? new RunbookUnknown().ToProblem() : new RunbookVersionUnknown().ToProblem();

    private static async Task<IResult> CreatedAsync(Outcome<Runbook> outcome, ReadRunbooks runbooks, CancellationToken cancellationToken) =>
        outcome.TryGet(out var runbook, out var failure)
            ? TypedResults.Created(
                string.Create(CultureInfo.InvariantCulture, $"/api/v1/runbooks/{runbook.Name}/versions/{runbook.LatestVersion}"), await runbooks.FindAsync(runbook.Name, runbook.LatestVersion, cancellationToken))
            : failure.ToProblem();

    private static async Task<IResult> ChangedAsync(Outcome<Runbook> outcome, ReadRunbooks runbooks, CancellationToken cancellationToken) =>
        outcome.TryGet(out var runbook, out var failure) ? TypedResults.Ok(await runbooks.FindAsync(runbook.Name, null, cancellationToken)) : failure.ToProblem();

    /// <param name="Content">Markdown with YAML front matter; the name in it names the runbook for good.</param>
    /// <param name="Comment">What it is for, in at most 500 characters.</param>
    internal sealed record RunbookBody(string? Content, string? Comment);

    /// <param name="Content">Markdown with YAML front matter; it keeps the name.</param>
    /// <param name="Comment">What changed and why, in at most 500 characters.</param>
    /// <param name="BasedOn">The latest version that the writer has seen; another's version in between is a conflict.</param>
    internal sealed record RunbookRevision(string? Content, string? Comment, int? BasedOn);

    /// <param name="Content">Markdown with YAML front matter.</param>
    internal sealed record RunbookCheckBody(string? Content);
}
