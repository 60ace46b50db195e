using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

internal sealed record DiagnosisNotFound() : NotFoundFailure("diagnosis.not_found", "There is no such diagnosis.");

internal sealed record SessionUnknown() : NotFoundFailure("diagnosis.session_unknown", "No diagnosis of this installation has this session.");

internal sealed record SessionNotKnownYet() : UnavailableFailure("diagnosis.session_not_known_yet", "A diagnosis is being handed over at this moment: say it again shortly.");

internal sealed record ResultsUnavailable(string Reason) : UnavailableFailure("diagnosis.results_unavailable", $"The Assistant's results cannot be read: {Reason}");

internal sealed record NoAlertsToDiagnose() : ConflictFailure("diagnosis.no_alerts", "The incident has no alerts to diagnose.");

internal sealed record DiagnosisIsOver() : ConflictFailure("diagnosis.is_over", "It is over already.");

internal sealed record CancelRefused(string Reason) : UnavailableFailure("diagnosis.cancel_refused", $"It could not be cancelled: {Reason}");

internal sealed record ObservationHasNoSeries() : NotFoundFailure("diagnosis.no_series", "There is no such observation, or it holds no series.");
