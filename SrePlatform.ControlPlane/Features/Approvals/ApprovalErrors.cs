using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Approvals;

internal sealed record ApprovalNotFound() : NotFoundFailure("approval.not_found", "There is no such request.");

internal sealed record OwnRequest() : ConflictFailure("approval.own", "Somebody other than the requester has to approve.");

internal sealed record ApprovedAlready() : ConflictFailure("approval.approved_already", "You have approved this already; another person is needed.");

internal sealed record OnlyPeopleDecide() : ConflictFailure("approval.only_people", "Only a person can decide about a request, not a service.");

internal sealed record ApprovalNotOpen(ApprovalState State) : ConflictFailure(
    "approval.not_open", $"The request is {EnumsAsText.ToText(State).Replace('_', ' ')} already.");

internal sealed record ApprovalExpired() : ConflictFailure("approval.expired", "The request has expired. Ask again if it is still needed.");

internal sealed record ApprovalChanged() : ConflictFailure("approval.changed", "The request has changed since you saw it. Look at it again before you decide.");

internal sealed record ChangesAwaited() : ConflictFailure("approval.changes_awaited", "Somebody asked for changes; they come first.");

internal sealed record NotYourRequest() : ConflictFailure("approval.not_yours", "Only whoever asked can take the request back.");

internal sealed record WrongEnvironment(string Environment) : ConflictFailure("approval.environment", $"This runbook does not run in {Environment}.");
