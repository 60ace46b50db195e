using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>There is no such check.</summary>
internal sealed record CheckNotFound() : NotFoundFailure("check.not_found", "There is no such check at this resource; it may have been deleted.");

/// <summary>Somebody saved the check after it was read.</summary>
internal sealed record CheckChanged() : ConflictFailure("check.changed", "Somebody changed this check since you opened it. Read it again and repeat your change.");

/// <summary>Only managers of the team that owns the resource say how it is checked.</summary>
internal sealed record CheckOfAnotherTeam() : ForbiddenFailure("check.other_team", "You do not manage the team that owns this resource.");

/// <summary>Fields that are wrong.</summary>
internal sealed record CheckInvalid(IReadOnlyList<InvalidField> Wrong) : InvalidFields(Wrong, Text)
{
    private static string Text(string code) => code switch
    {
        "required" => "It is required.",
        "name" => "At most 64 letters, digits, spaces and . _ : / @ ( ) + -, beginning with a letter or digit.",
        "taken" => "Another check of this resource has this name.",
        "target_http" => "Give an address that begins with http:// or https://, without a user name or password.",
        "target_tcp" => "Give host:port, for example 10.0.0.5:5432.",
        "target_icmp" => "Give a host name or an address.",
        "status" => "Give a status from 100 to 599.",
        "too_long" => "At most {0} characters.",
        "between" => "Give a number from {0} to {1}.",
        "too_many" => "A resource has at most {0} checks.",
        _ => "It is not valid.",
    };
}
