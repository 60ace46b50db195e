using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Keys of diagnoses that people ask for.</summary>
internal static class IdempotencyKeys
{
    private const int Longest = 100;

    /// <summary>The caller's key, kept apart from other callers'; without one each request is its own.</summary>
    public static Outcome<string> Of(string? header, Actor actor)
    {
        if (string.IsNullOrEmpty(header))
        {
            return $"manual:{Guid.NewGuid():N}";
        }

        return header.Length <= Longest && header.All(character => character is > ' ' and < '\x7f')
            ? $"manual:{actor.Id}:{header}"
            : new ValidationFailure("Idempotency-Key", $"Give at most {Longest} visible ASCII characters.");
    }
}
