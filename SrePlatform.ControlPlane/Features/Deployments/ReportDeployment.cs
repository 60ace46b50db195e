using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>Stores what a pipeline reports, once.</summary>
internal sealed class ReportDeployment(SreDbContext context, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Deployment>> RunAsync(DeploymentRequest request, string? idempotencyKey, Actor source, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (DeploymentValidation.Check(request, idempotencyKey, now) is { Count: > 0 } errors)
        {
            return new ValidationFailure(errors);
        }

        var resources = await context.Set<Resource>().AsNoTracking()
            .Where(resource => resource.Service == request.Service!.Trim() && resource.RetiredAt == null)
            .Select(resource => new RunsService(resource.Id, resource.Environment))
            .Take(20)
            .ToListAsync(cancellationToken);
        var report = Report(request, idempotencyKey, resources, now);
        if (await KnownAsync(report, source.Name, cancellationToken) is { } known)
        {
            return known;
        }

        var deployment = Deployment.Create(
            report, source.Name,
            report.PreviousVersion ?? await LastVersionAsync(report, cancellationToken),
            resources.Where(resource => resource.Environment == report.Environment).ToList() is [var only] ? only.Id : null,
            now);
        context.Add(deployment);
        audit.Add(context, source, Entry(deployment));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            context.ChangeTracker.Clear();
            return await KnownAsync(report, source.Name, cancellationToken) is { } first
                ? first
                : throw new InvalidOperationException("A deployment is unique and yet not there.", exception);
        }

        return deployment;
    }

    private static DeploymentReport Report(DeploymentRequest request, string? idempotencyKey, List<RunsService> resources, DateTimeOffset now) => new(
        request.Service!.Trim(),
        request.Version!.Trim(),
        Blank(request.PreviousVersion),
        Blank(request.Environment) ?? (resources.Select(resource => resource.Environment).Distinct().ToList() is [var environment] ? environment : Resource.DefaultEnvironment),
        request.Status ?? DeploymentStatus.Succeeded,
        Blank(request.DeployedBy),
        Blank(request.Commit),
        Blank(request.Description),
        Microseconds(request.DeployedAt ?? now),
        Blank(request.Id) ?? Blank(idempotencyKey));

    private Task<Deployment?> KnownAsync(DeploymentReport report, string source, CancellationToken cancellationToken) =>
        context.Set<Deployment>().AsNoTracking().FirstOrDefaultAsync(
            deployment => (report.ExternalId != null && deployment.Source == source && deployment.ExternalId == report.ExternalId)
                || (deployment.Service == report.Service && deployment.Environment == report.Environment && deployment.Version == report.Version && deployment.DeployedAt == report.DeployedAt),
            cancellationToken);

    /// <summary>What ran before: the last version that went out and stayed.</summary>
    private Task<string?> LastVersionAsync(DeploymentReport report, CancellationToken cancellationToken) =>
        context.Set<Deployment>().AsNoTracking()
            .Where(deployment => deployment.Service == report.Service && deployment.Environment == report.Environment
                && deployment.DeployedAt <= report.DeployedAt && deployment.Status != DeploymentStatus.Failed)
            .OrderByDescending(deployment => deployment.DeployedAt).ThenByDescending(deployment => deployment.Id)
            .Select(deployment => deployment.Version)
            .FirstOrDefaultAsync(cancellationToken);

    private static AuditRecord Entry(Deployment deployment) => new("deployment.reported", "deployment", deployment.Id.ToString())
    {
        Service = deployment.Service,
        ResourceId = deployment.ResourceId,
        Details = new Dictionary<string, string>
        {
            ["version"] = deployment.Version,
            ["previous_version"] = deployment.PreviousVersion ?? "",
            ["environment"] = deployment.Environment,
            ["status"] = EnumsAsText.ToText(deployment.Status),
            ["deployed_by"] = deployment.DeployedBy ?? "",
        },
    };

    /// <summary>PostgreSQL keeps microseconds; a report sent twice must find itself again.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset value) => new(value.UtcTicks - (value.UtcTicks % 10), TimeSpan.Zero);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private readonly record struct RunsService(Guid Id, string Environment);
}
