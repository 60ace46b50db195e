using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>How much of something is used, and when it is used up.</summary>
/// <param name="Resources">Services by name, resources by id.</param>
/// <param name="Metric">cpu, memory, disk or network.</param>
/// <param name="Days">How far to look ahead; the Assistant's usual without it.</param>
internal sealed record CapacityDraft(IReadOnlyList<string>? Resources, string? Metric, int? Days)
{
    public const int MostResources = 20;
    public const int FewestDays = 7;
    public const int MostDays = 365;

    public static readonly string[] Metrics = ["cpu", "memory", "disk", "network"];
}

/// <summary>Asks the Assistant about capacity; its answer is read by who sees what the asker sees.</summary>
internal sealed class AskCapacity(SreDbContext context, RequestDiagnosis requests)
{
    /// <param name="draft">What is asked.</param>
    /// <param name="key">The same key returns the same question.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="scope">What they see; the Assistant will see no more.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Outcome<DiagnosisRequest>> RunAsync(CapacityDraft draft, string key, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        var resources = (draft.Resources ?? []).Select(name => name?.Trim() ?? "").Distinct(StringComparer.Ordinal).ToList();
        var errors = new List<InvalidField>();
        if (resources.Count is 0 or > CapacityDraft.MostResources)
        {
            errors.Add(new("resources", "resources", $"{CapacityDraft.MostResources}"));
        }
        else if (resources.Exists(name => name.Length is 0 or > DiagnoseServices.LongestName || name.Contains('\0', StringComparison.Ordinal)))
        {
            errors.Add(new("resources", "name", $"{DiagnoseServices.LongestName}"));
        }

        if (!CapacityDraft.Metrics.Contains(draft.Metric))
        {
            errors.Add(new("metric", "metric"));
        }

        if (draft.Days is < CapacityDraft.FewestDays or > CapacityDraft.MostDays)
        {
            errors.Add(new("days", "days", $"{CapacityDraft.FewestDays}", $"{CapacityDraft.MostDays}"));
        }

        if (errors.Count > 0)
        {
            return new AskInvalid(errors);
        }

        if (await context.Set<DiagnosisRequest>().SingleOrDefaultAsync(request => request.IdempotencyKey == key, cancellationToken) is { } before)
        {
            return before;
        }

        var asked = requests.AddCapacity(resources, draft.Metric!, draft.Days, key, actor, scope);
        await context.SaveChangesAsync(cancellationToken);
        return asked;
    }
}
