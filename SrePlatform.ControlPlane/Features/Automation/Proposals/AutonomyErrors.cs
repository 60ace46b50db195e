using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

internal sealed record AutonomyNotFound() : NotFoundFailure("autonomy.not_found", "There is no such pair of rule and runbook.");

internal sealed record AutonomyByPeopleOnly() : ForbiddenFailure("autonomy.only_people", "Only a person decides how far automation may go, not a service.");

internal sealed record AutonomyOfOtherTeam() : ForbiddenFailure("autonomy.other_team", "The runbook belongs to a team that you do not manage.");

internal sealed record AutonomyChanged() : ConflictFailure("autonomy.changed", "The level has changed since you saw it. Look at it again before you decide.");

internal sealed record AutonomySame() : ConflictFailure("autonomy.same_level", "It is on that level already.");

internal sealed record AutonomyNotEarned() : ConflictFailure("autonomy.not_earned", "The record does not support that level yet. An administrator may decide so all the same, with a reason.");

internal sealed record AutonomyWithoutRunbook() : ConflictFailure("autonomy.no_runbook", "The runbook is gone or was not reviewed, so its level can only be lowered.");

internal sealed record ProposalGradedAlready() : ConflictFailure("autonomy.graded_already", "Somebody, or a run, has said already whether it was right.");
