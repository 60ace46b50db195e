using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>Checks of a resource as an API.</summary>
internal static class CheckEndpoints
{
    private const string Example =
        """
        { "name": "front page", "kind": "http", "target": "https://shop.example/health", "expected_status": 200, "expected_text": null, "verifies_certificate": true,
          "interval_seconds": 60, "timeout_seconds": 5, "enabled": true, "version": null }
        """;

    public static void Map(WebApplication app)
    {
        var group = app.MapApi("resources/{id:guid}/checks").WithTags("Checks");
        group.MapGet("", List).RequireAuthorization(Policies.Context).WithName("ListChecks").WithSummary("The checks of a resource and how each ended last.").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("", Create).RequireAuthorization(Policies.Manage).WithName("CreateCheck").WithSummary("Adds a check to a resource.").WithExample(Example).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPut("{check:guid}", Edit).RequireAuthorization(Policies.Manage).WithName("ReplaceCheck").WithSummary("Replaces a check.").WithExample(Example.Replace("\"version\": null", "\"version\": 1", StringComparison.Ordinal))
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapDelete("{check:guid}", Delete).RequireAuthorization(Policies.Manage).WithName("DeleteCheck").WithSummary("Deletes a check.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<IReadOnlyList<CheckResponse>>, ProblemHttpResult>> List(Guid id, Scope scope, SreDbContext context, CancellationToken cancellationToken)
    {
        if (await context.FindResourceAsync(id, scope, cancellationToken) is null)
        {
            return new ResourceNotFound().ToProblem();
        }

        var checks = await context.Set<ResourceCheck>().AsNoTracking().Where(check => check.ResourceId == id).OrderBy(check => check.Name).ToListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<CheckResponse>>([.. checks.Select(CheckResponse.Of)]);
    }

    private static async Task<Results<Created<CheckResponse>, ProblemHttpResult>> Create(
        Guid id, CheckRequest body, SaveCheck save, Scope scope, HttpContext http, CancellationToken cancellationToken)
    {
        var outcome = await save.CreateAsync(id, body.Draft(), Actor.From(http.User), scope, cancellationToken);
        return outcome.TryGet(out var check, out var failure)
            ? TypedResults.Created($"/api/v1/resources/{id}/checks/{check.Id}", CheckResponse.Of(check))
            : failure.ToProblem();
    }

    private static async Task<Results<Ok<CheckResponse>, ProblemHttpResult>> Edit(
        Guid id, Guid check, CheckRequest body, SaveCheck save, Scope scope, HttpContext http, CancellationToken cancellationToken)
    {
        if (body.Version is not { } version)
        {
            return new ValidationFailure("version", "Send the version that you read.").ToProblem();
        }

        var outcome = await save.EditAsync(id, check, version, body.Draft(), Actor.From(http.User), scope, cancellationToken);
        return outcome.TryGet(out var saved, out var failure) ? TypedResults.Ok(CheckResponse.Of(saved)) : failure.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, Guid check, SaveCheck save, Scope scope, HttpContext http, CancellationToken cancellationToken) =>
        (await save.DeleteAsync(id, check, Actor.From(http.User), scope, cancellationToken)).TryGet(out _, out var failure) ? TypedResults.NoContent() : failure.ToProblem();
}

/// <summary>A check as the API shows it.</summary>
/// <param name="Version">Send it back to change the check.</param>
internal sealed record CheckResponse(
    Guid Id, string Name, CheckKind Kind, string Target, int? ExpectedStatus, string? ExpectedText, bool VerifiesCertificate, int IntervalSeconds, int TimeoutSeconds, bool Enabled,
    DateTimeOffset? LastAt, bool? LastSucceeded, int? LastDurationMs, string? LastDetail, DateTimeOffset? Since, DateTimeOffset? CertificateExpiresAt, long Version)
{
    public static CheckResponse Of(ResourceCheck check) => new(
        check.Id, check.Name, check.Kind, check.Target, check.ExpectedStatus, check.ExpectedText, check.VerifiesCertificate, check.IntervalSeconds, check.TimeoutSeconds, check.Enabled,
        check.LastAt, check.LastSucceeded, check.LastDurationMs, check.LastDetail, check.Since, check.CertificateExpiresAt, check.Edition);
}

/// <summary>A check as a client writes it. What is left out takes its default.</summary>
internal sealed record CheckRequest(
    string? Name, CheckKind? Kind, string? Target, int? ExpectedStatus, string? ExpectedText, bool? VerifiesCertificate, int? IntervalSeconds, int? TimeoutSeconds, bool? Enabled, long? Version)
{
    public CheckDraft Draft() => new()
    {
        Name = Name,
        Kind = Kind,
        Target = Target,
        ExpectedStatus = ExpectedStatus,
        ExpectedText = ExpectedText,
        VerifiesCertificate = VerifiesCertificate,
        IntervalSeconds = IntervalSeconds,
        TimeoutSeconds = TimeoutSeconds,
        Enabled = Enabled,
    };
}
