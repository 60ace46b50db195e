using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.OnCall;

internal sealed record RotationNotFound() : NotFoundFailure("on_call.rotation_not_found", "There is no such rotation.");

internal sealed record PolicyNotFound() : NotFoundFailure("on_call.policy_not_found", "There is no such escalation policy.");

internal sealed record OnCallChanged() : ConflictFailure("on_call.changed", "Somebody else changed it meanwhile: look again and repeat what you meant.");

internal sealed record RotationInUse(string By) : ConflictFailure("on_call.rotation_in_use", $"The rotation is used by {By}. Take it out there first.");
