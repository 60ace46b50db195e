using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Silences;

internal sealed record SilenceNotFound() : NotFoundFailure("silence.not_found", "There is no silence with this id.");

internal sealed record SilenceHasEnded() : ConflictFailure("silence.ended", "This silence is over. Make a new one.");

internal sealed record SilenceIsRecurring() : ConflictFailure("silence.recurring", "This silence comes back by its schedule, so it cannot be extended.");

internal sealed record SilenceTooLong() : ConflictFailure("silence.too_long", "A silence may last 90 days at most. Turn the rule off instead.");

/// <summary>Invalid fields of a silence.</summary>
internal sealed record SilenceInvalid(IReadOnlyList<InvalidField> Invalid) : InvalidFields(Invalid, Text)
{
    private static string Text(string code) => code switch
    {
        "required" => "It is required.",
        "too_long" => "At most {0} characters, without control characters.",
        "too_many" => "At most {0}.",
        "matcher" => "Write one matcher per line, such as service=\"checkout\" or env=~\"dev|test\"; this is none: {0}",
        "matches_all" => "These matchers would silence every alert. Name at least one value.",
        "targets" => "Choose at least one service or resource.",
        "before_start" => "It must end at least a minute after it begins.",
        "too_far" => "At most {0} days.",
        "cron" => "Give five fields: minute, hour, day of month, month, day of week. Example: 0 2 * * SUN.",
        "never" => "It never comes to pass.",
        "time_zone" => "There is no such time zone. Example: Asia/Taipei.",
        "duration" => "From one minute to {0} days.",
        "time" => "Give a time like 2026-01-31T14:00.",
        "id" => "Give UUIDs of resources.",
        _ => "It is not valid.",
    };
}
