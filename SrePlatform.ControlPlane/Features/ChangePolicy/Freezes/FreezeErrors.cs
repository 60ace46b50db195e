using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;

internal sealed record FreezeNotFound() : NotFoundFailure("freeze.not_found", "There is no such change freeze.");

internal sealed record FreezeIsOver() : ConflictFailure("freeze.over", "It is over already.");

internal sealed record FreezeOfOthers() : ForbiddenFailure("freeze.others", "A manager freezes what their own teams own; whole environments, and everything, are for administrators.");
