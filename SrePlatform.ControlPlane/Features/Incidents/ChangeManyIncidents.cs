using System.Text.Json.Serialization;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

internal enum BulkAction
{
    Acknowledge,
    Start,
    Assign,
    Tag,
    Priority,
    Resolve,
    Close,
    Merge,
}

/// <summary>One action for many incidents.</summary>
/// <param name="Incidents">Ids or references like INC-12.</param>
/// <param name="Value">The assignee, the tags to add, the priority, the note, or the incident to merge into.</param>
/// <param name="Reason">Why, where the action asks for it.</param>
internal sealed record BulkChange(BulkAction Action, IReadOnlyList<string> Incidents, string? Value, string? Reason);

/// <summary>What became of one of them.</summary>
internal sealed record BulkItem(string Incident, string? Title, bool Done, string? Code, string? Detail)
{
    [JsonIgnore]
    public Failure? Failure { get; init; }
}

internal sealed record BulkResult(IReadOnlyList<BulkItem> Items);

/// <summary>Does one thing to many incidents; each succeeds or fails by itself.</summary>
internal sealed class ChangeManyIncidents(
    ReadIncidents incidents, AcknowledgeIncident acknowledge, StartIncidentWork start, AssignIncident assign, EditIncident edit, ResolveIncident resolve, CloseIncident close,
    MergeIncidents merge)
{
    public const int Most = 100;

    public async Task<Outcome<BulkResult>> RunAsync(BulkChange change, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (change.Incidents.Count is 0 or > Most)
        {
            return new ValidationFailure("incidents", $"Choose 1 to {Most} incidents.");
        }

        var into = change.Action is BulkAction.Merge ? await incidents.FindAsync(scope, change.Value ?? "", cancellationToken) : null;
        if (change.Action is BulkAction.Merge && into is null)
        {
            return new ValidationFailure("value", "Name the incident to merge into, like INC-12.");
        }

        if (change.Action is BulkAction.Priority && !Enum.TryParse<IncidentPriority>(change.Value, out _))
        {
            return new ValidationFailure("value", "Give one of: P0, P1, P2, P3.");
        }

        var items = new List<BulkItem>();
        foreach (var name in change.Incidents.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (await incidents.FindAsync(scope, name, cancellationToken) is not { } incident)
            {
                items.Add(Item(name, null, new IncidentNotFound()));
            }
            else if (into?.Id != incident.Id)
            {
                var outcome = await OneAsync(change, incident, into?.Id ?? Guid.Empty, actor, scope, cancellationToken);
                items.Add(Item(incident.Reference, incident.Title, outcome.Failure));
            }
        }

        return new BulkResult(items);
    }

    private Task<Outcome<Incident>> OneAsync(BulkChange change, IncidentView incident, Guid into, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        var target = new IncidentTarget(incident.Id, null, actor, scope);
        return change.Action switch
        {
            BulkAction.Acknowledge => acknowledge.RunAsync(target, cancellationToken),
            BulkAction.Start => start.RunAsync(target, cancellationToken),
            BulkAction.Assign => assign.RunAsync(target, change.Value, cancellationToken),
            BulkAction.Tag => edit.RunAsync(
                target with { Version = incident.Version }, new IncidentEdit(null, null, null, IncidentTags.Clean([.. incident.Tags, .. IncidentTags.Split(change.Value)]), null), cancellationToken),
            BulkAction.Priority => edit.RunAsync(
                target, new IncidentEdit(null, null, Enum.Parse<IncidentPriority>(change.Value!), null, change.Reason), cancellationToken),
            BulkAction.Resolve => resolve.RunAsync(target, change.Value, cancellationToken),
            BulkAction.Close => close.RunAsync(target, cancellationToken),
            BulkAction.Merge => merge.RunAsync(target, into, change.Reason, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Action, null),
        };
    }

    private static BulkItem Item(string name, string? title, Failure? failure) => new(name, title, failure is null, failure?.Code, failure switch
    {
        null => null,
        ValidationFailure validation => string.Join(" ", validation.Errors.Values.SelectMany(messages => messages)),
        _ => failure.Detail,
    }) { Failure = failure };
}
