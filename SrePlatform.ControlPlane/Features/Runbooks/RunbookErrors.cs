using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Runbooks;

internal sealed record RunbookNotFound(string Name) : NotFoundFailure("runbook.not_found", $"There is no runbook {Name} with a reviewed version.");

internal sealed record RunbookChanged() : ConflictFailure("runbook.changed", "Somebody else changed the runbook meanwhile: look again and repeat what you meant.");

internal sealed record OwnRunbook() : ConflictFailure("runbook.own", "Somebody other than its author has to review a version.");

internal sealed record RunbookReviewed() : ConflictFailure("runbook.reviewed", "This version was reviewed already.");
