using Microsoft.AspNetCore.Http.HttpResults;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>The webhook of pipelines, and the list that clients read.</summary>
internal static class DeploymentEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapApi("deployments").WithTags("Deployments").MapGet("", List).RequireAuthorization(Policies.Context)
            .WithName("ListDeployments").WithSummary("Deployments, latest first, a page at a time.");
        app.MapPost("/webhooks/deployments", Report).ForSource(Policies.Deployments).DisableAntiforgery().WithTags("Deployments")
            .WithName("ReportDeployment").WithSummary("Takes a pipeline's report of a deployment; the same report again changes nothing.")
            .WithExample(
                """
                {
                  "service": "checkout", "version": "1.4.0", "previous_version": "1.3.9", "environment": "production", "deployed_by": "sam",
                  "commit": "9f2c1e7", "description": "Faster search.", "status": "succeeded", "deployed_at": "2026-01-31T14:00:00Z", "id": "build-4711"
                }
                """)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Accepted<DeploymentAccepted>, ProblemHttpResult>> Report(
        DeploymentRequest body, ReportDeployment report, HttpContext http, CancellationToken cancellationToken)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        var outcome = await report.RunAsync(body, key, Actor.From(http.User), cancellationToken);
        return outcome.TryGet(out var deployment, out var failure)
            ? TypedResults.Accepted((string?)null, new DeploymentAccepted(deployment.Id))
            : failure.ToProblem();
    }

    private static async Task<Results<Ok<Page<DeploymentResponse>>, ProblemHttpResult>> List(
        ListDeployments deployments, HttpRequest request, Scope scope, CancellationToken cancellationToken,
        string? service = null, string? environment = null, string? status = null, string? since = null, string? until = null, string? limit = null, string? cursor = null)
    {
        var reader = new QueryReader();
        var filter = DeploymentFilter.Read(request.Query, reader);
        var part = reader.Page(limit, cursor);
        if (reader.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        var page = await deployments.RunAsync(scope, filter, part, cancellationToken);
        return TypedResults.Ok(new Page<DeploymentResponse>([.. page.Items.Select(DeploymentResponse.Of)], page.NextCursor));
    }

    internal sealed record DeploymentAccepted(Guid Id);

    /// <summary>A deployment as the API shows it.</summary>
    internal sealed record DeploymentResponse(
        Guid Id, string Service, string Version, string? PreviousVersion, string Environment, DeploymentStatus Status,
        string? DeployedBy, string? Commit, string? Description, DateTimeOffset DeployedAt, Guid? ResourceId)
    {
        public static DeploymentResponse Of(Deployment deployment) => new(
            deployment.Id, deployment.Service, deployment.Version, deployment.PreviousVersion, deployment.Environment, deployment.Status,
            deployment.DeployedBy, deployment.Commit, deployment.Description, deployment.DeployedAt, deployment.ResourceId);
    }
}
