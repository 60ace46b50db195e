using Microsoft.AspNetCore.Http.HttpResults;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Batch;

/// <summary>Changes to many resources as an API.</summary>
internal static class BatchEndpoints
{
    private const string Example = """{ "ids": ["0190a000-0000-7000-8000-000000000001"], "action": "set_label", "value": "rack=a1" }""";

    public static void Map(WebApplication app) =>
        app.MapApi("resources/batch").WithTags("Resources").MapPost("", Run).RequireAuthorization(Policies.Manage).WithName("ChangeResources")
            .WithSummary("One change to many resources, with a result for each.").WithExample(Example);

    private static async Task<Results<Ok<BatchResponse>, ProblemHttpResult>> Run(BatchRequest body, RunBatch run, Scope scope, HttpContext http, CancellationToken cancellationToken)
    {
        if (body.Action is not { } action)
        {
            return new ValidationFailure("action", "It is required.").ToProblem();
        }

        var outcome = await run.RunAsync(new(body.Ids ?? [], action, body.Value), Actor.From(http.User), scope, cancellationToken);
        return outcome.TryGet(out var items, out var failure)
            ? TypedResults.Ok(new BatchResponse([.. items.Select(item => new BatchResult(item.Id, item.Name, item.Done, item.Failure?.Code, item.Failure?.Detail))]))
            : failure.ToProblem();
    }

    internal sealed record BatchRequest(IReadOnlyList<Guid>? Ids, BatchAction? Action, string? Value);

    internal sealed record BatchResponse(IReadOnlyList<BatchResult> Items);

    /// <param name="Code">Why nothing was done; null if it was.</param>
    internal sealed record BatchResult(Guid Id, string? Name, bool Done, string? Code, string? Detail);
}
