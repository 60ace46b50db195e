using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Runbooks;

internal sealed record RunbookNotFound(string Name) : NotFoundFailure("runbook.not_found", $"There is no runbook {Name} with a reviewed version.");

internal sealed record RunbookUnknown() : NotFoundFailure("runbook.unknown", "There is no runbook of this name.");

internal sealed record RunbookVersionUnknown() : NotFoundFailure("runbook.version_unknown", "The runbook has no such version.");

internal sealed record RunbookChanged() : ConflictFailure("runbook.changed", "Somebody else changed the runbook meanwhile: look again and repeat what you meant.");

internal sealed record RunbookUnchanged() : ConflictFailure("runbook.unchanged", "This is what the latest version says already.");

internal sealed record RunbookExists() : ConflictFailure("runbook.exists", "There is a runbook of this name. Choose another name, or write a new version of that one.");

internal sealed record RunbookRetired() : ConflictFailure("runbook.retired", "The runbook is retired: it takes no new versions or reviews and does not run. Reinstate it first.");

internal sealed record RunbookNotRetired() : ConflictFailure("runbook.not_retired", "The runbook is not retired.");

internal sealed record OwnRunbook() : ConflictFailure("runbook.own", "Somebody other than its author has to review a version.");

internal sealed record OnlyPeopleReviewRunbooks() : ForbiddenFailure("runbook.only_people", "Only a person can review a runbook, not a service.");

internal sealed record RunbookReviewed() : ConflictFailure("runbook.reviewed", "This version was reviewed already.");

internal sealed record RunbookSuperseded() : ConflictFailure("runbook.superseded", "There is a later version: review that one.");
