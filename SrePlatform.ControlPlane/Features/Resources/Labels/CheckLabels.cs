using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources.Labels;

/// <summary>Asks the rules about labels before a resource is saved.</summary>
internal sealed class CheckLabels(SreDbContext context)
{
    private IReadOnlyList<LabelRule>? _enforced;

    /// <summary>What the enforced rules refuse. Rules are read once, for many resources that are saved together.</summary>
    public async Task<IReadOnlyList<InvalidField>> RunAsync(ResourceDraft draft, CancellationToken cancellationToken)
    {
        _enforced ??= await context.Set<LabelRule>().AsNoTracking().Where(rule => rule.IsEnforced).OrderBy(rule => rule.Label).ToListAsync(cancellationToken);
        var labels = draft.Labels ?? new Dictionary<string, string>();
        return [.. _enforced.Select(rule => rule.Check(draft.Kind!.Value, labels)).OfType<InvalidField>()];
    }
}
