using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.People.Groups;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Batch;

/// <summary>Does one thing to many resources, each as if a person did it alone: what fails for one takes no other with it.</summary>
internal sealed class RunBatch(SreDbContext context, EditResource edit, RetireResource retire, EditGroups groups)
{
    public async Task<Outcome<IReadOnlyList<BatchItem>>> RunAsync(BatchChange change, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (change.Ids.Count is 0 or > BatchChange.MostItems)
        {
            return new ValidationFailure("ids", $"Choose 1 to {BatchChange.MostItems} resources.");
        }

        var value = change.Value?.Trim() ?? "";
        if (Check(change.Action, value) is { } wrong)
        {
            return wrong;
        }

        if (change.Action is BatchAction.AddToGroup or BatchAction.RemoveFromGroup && await GroupAsync(value, scope, cancellationToken) is null)
        {
            return new ValidationFailure("value", "There is no group of this name.");
        }

        var ids = change.Ids.Distinct().ToList();
        var found = await context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => ids.Contains(resource.Id)).ToDictionaryAsync(resource => resource.Id, cancellationToken);
        var items = new List<BatchItem>();
        foreach (var id in ids)
        {
            // What one item left behind must not be saved with the next.
            context.ChangeTracker.Clear();
            items.Add(found.TryGetValue(id, out var resource)
                ? new(id, resource.Name, await ChangeAsync(resource, change.Action, value, actor, scope, cancellationToken))
                : new(id, null, new ResourceNotFound()));
        }

        return items;
    }

    private static ValidationFailure? Check(BatchAction action, string value) => action switch
    {
        BatchAction.SetLabel when value.Split('=', 2) is not [{ Length: > 0 }, _] => new("value", "Give a label as name=value."),
        BatchAction.SetCriticality when CriticalityOf(value) is null => new("value", $"Give one of: {string.Join(", ", Enum.GetValues<Criticality>().Select(EnumsAsText.ToText))}."),
        BatchAction.RemoveLabel or BatchAction.SetTeam or BatchAction.AddToGroup or BatchAction.RemoveFromGroup when value.Length == 0 => new("value", "It is required."),
        _ => null,
    };

    private async Task<Failure?> ChangeAsync(Resource resource, BatchAction action, string value, Actor actor, Scope scope, CancellationToken cancellationToken) => action switch
    {
        BatchAction.Retire or BatchAction.Restore => (await retire.RunAsync(resource.Id, resource.Version, action is BatchAction.Retire, actor, scope, cancellationToken)).Failure,
        BatchAction.AddToGroup => (await groups.AddResourceAsync((await GroupAsync(value, scope, cancellationToken))!.Value, resource.Name, scope, actor, cancellationToken)).Failure,
        BatchAction.RemoveFromGroup => (await groups.RemoveResourceAsync((await GroupAsync(value, scope, cancellationToken))!.Value, resource.Id, scope, actor, cancellationToken)).Failure,
        _ => (await edit.RunAsync(resource.Id, resource.Version, Edited(resource.Draft(), action, value), actor, scope, cancellationToken)).Failure,
    };

    private static ResourceDraft Edited(ResourceDraft draft, BatchAction action, string value)
    {
        var labels = new Dictionary<string, string>(draft.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        switch (action)
        {
            case BatchAction.SetLabel:
                var pair = value.Split('=', 2);
                labels[pair[0].Trim()] = pair[1].Trim();
                return draft with { Labels = labels };
            case BatchAction.RemoveLabel:
                labels.Remove(value);
                return draft with { Labels = labels };
            case BatchAction.SetTeam:
                return draft with { Team = value };
            case BatchAction.SetCriticality:
                return draft with { Criticality = CriticalityOf(value) };
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, "This action edits nothing.");
        }
    }

    private static Criticality? CriticalityOf(string value) =>
        Enum.GetValues<Criticality>().Cast<Criticality?>().FirstOrDefault(one => string.Equals(EnumsAsText.ToText(one!.Value), value, StringComparison.OrdinalIgnoreCase));

    private async Task<Guid?> GroupAsync(string name, Scope scope, CancellationToken cancellationToken) =>
        await context.Set<ResourceGroup>().AsNoTracking().Where(group => group.Name == name && (scope.IsAll || scope.Groups.Contains(group.Id))).Select(group => (Guid?)group.Id).SingleOrDefaultAsync(cancellationToken);
}
