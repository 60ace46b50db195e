using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

internal sealed record IncidentNotFound() : NotFoundFailure("incident.not_found", "There is no such incident.");

internal sealed record IllegalTransition(IncidentState From, IncidentState To) : ConflictFailure(
    "incident.illegal_transition",
    $"The incident is {EnumsAsText.ToText(From).Replace('_', ' ')} and cannot become {EnumsAsText.ToText(To).Replace('_', ' ')} from there.");

internal sealed record IncidentIsClosed() : ConflictFailure("incident.closed", "The incident is closed; open a new one instead of changing it.");

internal sealed record IncidentChanged() : ConflictFailure("incident.changed", "Somebody else changed the incident meanwhile: look again and repeat what you meant.");

internal sealed record CannotMerge(string Why) : ConflictFailure("incident.cannot_merge", Why);

internal sealed record CannotSplit(string Why) : ConflictFailure("incident.cannot_split", Why);
