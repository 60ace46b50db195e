using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Knowledge;

namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>Writes down a runbook, an incident, a postmortem or a note; the same kind and reference again replaces it.</summary>
/// <param name="Kind">runbook, incident, postmortem or note.</param>
/// <param name="Reference">What identifies it where it comes from.</param>
/// <param name="Title">At most 300 characters.</param>
/// <param name="Body">Plain text or Markdown.</param>
/// <param name="Services">Services that it is about.</param>
internal sealed record KnowledgeRequest(
    [property: JsonRequired] KnowledgeKind? Kind,
    [property: JsonRequired] string? Reference,
    [property: JsonRequired] string? Title,
    [property: JsonRequired] string? Body,
    IReadOnlyList<string>? Services = null)
{
    private const int LongestBody = 60_000;

    public Dictionary<string, string[]> Validate()
    {
        var errors = new FieldErrors();
        errors.Check("kind", Kind is not null, "It must be runbook, incident, postmortem or note.");
        errors.Check("reference", IsText(Reference, 300), "It must have 1 to 300 characters.");
        errors.Check("title", IsText(Title, 300), "It must have 1 to 300 characters.");
        errors.Check("body", IsText(Body, LongestBody), $"It must have 1 to {LongestBody} characters.");
        errors.Check("services", Services is null || (Services.Count <= 50 && Services.All(service => IsText(service, 200))), "It must name at most 50 services of 1 to 200 characters.");
        return errors.Found;
    }

    private static bool IsText(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Contains('\0', StringComparison.Ordinal);
}

/// <summary>An entry as it is kept.</summary>
internal sealed record KnowledgeStored(Guid Id, KnowledgeKind Kind, string Reference, string Title, DateTimeOffset UpdatedAt);

/// <summary>The knowledge base: written by the Control Plane and by reviewed grades, read by questions.</summary>
internal static class KnowledgeEndpoints
{
    private const int LargestBody = 512 * 1024;

    public static void MapKnowledge(this RouteGroupBuilder api)
    {
        var knowledge = api.MapGroup("/knowledge").WithTags("Knowledge");
        knowledge.MapPut("/", StoreAsync).WithExample(RequestExamples.Knowledge).WithMetadata(new RequestSizeLimitAttribute(LargestBody)).ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithName("StoreKnowledge").WithSummary("Writes an entry down, or replaces it.");
        knowledge.MapGet("/", SearchAsync).WithName("SearchKnowledge").WithSummary("Finds entries by words.");
        knowledge.MapDelete("/{id:guid}", RetireAsync).WithName("RetireKnowledge").WithSummary("Lets an entry not be found any more.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<KnowledgeStored>, ValidationProblem>> StoreAsync(KnowledgeRequest body, AssistantDatabase database, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (body.Validate() is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        try
        {
            return TypedResults.Ok(await WriteAsync(body, database, clock, cancellationToken));
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Somebody wrote the same entry down at the same time: this one replaces it.
            return TypedResults.Ok(await WriteAsync(body, database, clock, cancellationToken));
        }
    }

    private static Task<KnowledgeStored> WriteAsync(KnowledgeRequest body, AssistantDatabase database, TimeProvider clock, CancellationToken cancellationToken) =>
        database.InTransactionAsync(async (context, token) =>
        {
            var entry = await context.WriteDownAsync(
                body.Kind!.Value, body.Reference!, SecretRedaction.Redact(body.Title!), SecretRedaction.Redact(body.Body!), body.Services ?? [], await context.NowAsync(token), clock, token);
            return new KnowledgeStored(entry.Id, entry.Kind, entry.Reference, entry.Title, entry.UpdatedAt);
        }, cancellationToken);

    private static async Task<Results<Ok<IReadOnlyList<KnowledgeHit>>, ValidationProblem>> SearchAsync(
        KnowledgeBase knowledge, CancellationToken cancellationToken, [FromQuery(Name = "q")] string? q = null, [FromQuery(Name = "service")] string? service = null, [FromQuery(Name = "limit")] int limit = 5)
    {
        var errors = new FieldErrors();
        errors.Check("q", q is { Length: > 0 and <= 1000 } && !string.IsNullOrWhiteSpace(q) && !q.Contains('\0', StringComparison.Ordinal), "It must have 1 to 1000 characters.");
        errors.Check("limit", limit is >= 1 and <= KnowledgeBase.MostHits, $"It must be 1 to {KnowledgeBase.MostHits}.");
        return errors.Found.Count > 0 ? TypedResults.ValidationProblem(errors.Found) : TypedResults.Ok(await knowledge.SearchAsync(q!, service, limit, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetireAsync(Guid id, AssistantDatabase database, CancellationToken cancellationToken) =>
        await database.InTransactionAsync(async (context, token) =>
        {
            var entry = await context.Set<KnowledgeEntry>().SingleOrDefaultAsync(row => row.Id == id, token);
            entry?.Retire(await context.NowAsync(token));
            return entry is not null;
        }, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem($"There is no entry {id}.", statusCode: StatusCodes.Status404NotFound);
}
