using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy;

/// <summary>Invalid fields of a freeze, a rule or a question.</summary>
internal sealed record PolicyInvalid(IReadOnlyList<InvalidField> Invalid) : InvalidFields(Invalid, Text)
{
    private static string Text(string code) => code switch
    {
        "reason" => "Say why, in at most 500 characters.",
        "names" => "At most 50 names of at most 128 characters, without control characters.",
        "too_far" => "It may begin at most a year from now.",
        "ends_missing" => "Say until when.",
        "ends_early" => "It must end later than now, and later than it begins.",
        "ends_late" => "At most {0} days. Make another one afterwards.",
        "time" => "Give a time like 2026-01-31T14:00.",
        "name" => "Give a name of at most 100 characters.",
        "approvals" => "Give 1, 2 or 3.",
        "days" => "Choose at least one day.",
        "clock" => "Give a time of day like 09:00.",
        "clock_order" => "It must be later than the beginning.",
        "time_zone" => "There is no such time zone. Example: Asia/Taipei.",
        "runbook" => "There is no reviewed runbook of this name.",
        "environment" => "Give an environment of at most 64 characters.",
        _ => "It is not valid.",
    };
}
