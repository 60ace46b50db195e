using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>There is no such rule.</summary>
internal sealed record AlertRuleNotFound() : NotFoundFailure("alert_rule.not_found", "There is no rule with this id; it may have been deleted.");

/// <summary>Somebody saved the rule after it was read.</summary>
internal sealed record AlertRuleChanged() : ConflictFailure("alert_rule.changed", "Somebody changed this rule since you opened it. Read it again and repeat your change.");

/// <summary>The platform writes this rule at every start, so a change would be lost.</summary>
internal sealed record AlertRuleIsSeeded() : ConflictFailure("alert_rule.seeded", "The platform brings this rule along. Turn it off and make a copy instead.");

/// <summary>An objective writes this rule.</summary>
internal sealed record AlertRuleIsOfObjective() : ConflictFailure("alert_rule.of_objective", "This rule belongs to a service level objective. Change that one, or make a copy.");

/// <summary>VictoriaMetrics cannot say whether the expression is right, and a rule that nobody checked is not stored.</summary>
internal sealed record AlertRuleUnchecked(string Reason)
    : UnavailableFailure("alert_rule.unchecked", $"The expression cannot be checked now, so nothing was saved: {Reason}.");

/// <summary>Invalid fields of a rule.</summary>
internal sealed record AlertRuleInvalid(IReadOnlyList<InvalidField> Invalid) : InvalidFields(Invalid, Text)
{
    public static readonly AlertRuleInvalid NameTaken = new([new("name", "taken")]);
    public static readonly AlertRuleInvalid VersionMissing = new([new("version", "version")]);

    private static string Text(string code) => code switch
    {
        "required" => "It is required.",
        "too_long" => "At most {0} characters.",
        "name" => "Printable characters only.",
        "taken" => "Another rule has this name.",
        "fixed_name" => "The name cannot change, since alerts are filed under it. Make a copy instead.",
        "matcher" => "Write one matcher per line, such as env=\"production\" or team=~\"a|b\"; this is none: {0}",
        "too_many" => "At most {0}.",
        "signal" => "There is no such signal.",
        "metric" => "Give the name of a metric: letters, digits, _ and :.",
        "choice" => "It is not one of the choices.",
        "threshold" => "Give a number, with a unit if you like: 0.9, 90%, 500ms, 4GiB.",
        "no_threshold" => "Give a threshold for at least one severity.",
        "duration" => "Give a duration such as 30s, 5m, 1h or 2d, at most {0}.",
        "expression" => "VictoriaMetrics does not understand it: {0}",
        "label_name" => "{0} is not a label name.",
        "label_reserved" => "{0} is set by the platform; choose another label name.",
        "label_value" => "The value of {0} has more than {1} characters or a control character.",
        "label_line" => "Write one label per line as name=value; this is not one: {0}",
        "url" => "Give an address that begins with https:// or http://.",
        "one_of" => "Give either conditions or an expression.",
        "version" => "Send the version that you read, as If-Match or as version.",
        _ => "It is not valid.",
    };
}
