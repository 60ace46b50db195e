using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Postmortems;

internal sealed record PostmortemNotFound() : NotFoundFailure("postmortem.not_found", "There is no such postmortem.");

internal sealed record ActionItemNotFound() : NotFoundFailure("postmortem.action_not_found", "There is no such action item.");

internal sealed record IncidentNotOver() : ConflictFailure("postmortem.incident_open", "The incident is not over yet. Resolve it first.");

internal sealed record PostmortemNotEditable(PostmortemState State) : ConflictFailure(
    "postmortem.not_editable", $"The postmortem is {EnumsAsText.ToText(State).Replace('_', ' ')} and cannot be edited now.");

internal sealed record PostmortemMoved(PostmortemState From, PostmortemState To) : ConflictFailure(
    "postmortem.illegal_transition", $"The postmortem is {EnumsAsText.ToText(From).Replace('_', ' ')} and cannot become {EnumsAsText.ToText(To).Replace('_', ' ')} from there.");

internal sealed record PostmortemChanged() : ConflictFailure("postmortem.changed", "Somebody else changed the postmortem since you opened it. Look at their text before you save yours.");

internal sealed record OwnPostmortem() : ConflictFailure("postmortem.own", "Somebody who did not write it has to review it.");

internal sealed record OnlyPeopleReview() : ConflictFailure("postmortem.only_people", "Only a person can review a postmortem, not a service.");

internal sealed record ActionItemIsOver(ActionItemState State) : ConflictFailure(
    "postmortem.action_over", $"The action item is {EnumsAsText.ToText(State).Replace('_', ' ')} already.");

internal sealed record ActionItemNotTaken() : ConflictFailure("postmortem.action_not_taken", "Nobody has taken it on: give it an owner and a date first.");
