using System.Globalization;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>There is no such resource.</summary>
internal sealed record ResourceNotFound() : NotFoundFailure("resource.not_found", "There is no resource with this id; it may have been deleted.");

/// <summary>Somebody saved the resource after it was read.</summary>
internal sealed record ResourceChanged() : ConflictFailure("resource.changed", "Somebody changed this resource since you opened it. Read it again and repeat your change.");

/// <summary>Only managers of the team that owns a resource, or is to own it, may say so.</summary>
internal sealed record ResourceOfAnotherTeam() : ForbiddenFailure("resource.other_team", "You do not manage the team that owns this resource, or that you want to own it. Ask a manager of that team or an administrator.");

/// <summary>Invalid fields, with codes that pages translate and English texts for the API.</summary>
internal sealed record ResourceInvalid(IReadOnlyList<InvalidField> Fields)
    : ValidationFailure(Fields.GroupBy(error => error.Field).ToDictionary(group => group.Key, group => group.Select(Text).ToArray()))
{
    public static string Text(InvalidField error) => string.Format(
        CultureInfo.InvariantCulture,
        error.Code switch
        {
            "required" => "It is required.",
            "too_long" => "At most {0} characters.",
            "name" => "Letters, digits, spaces and . _ : / @ ( ) + - only, beginning with a letter or digit and ending with one.",
            "taken" => "Another resource has this name.",
            "host_port" => "Give host:port, for example 10.0.0.5:9100 or [::1]:9100.",
            "snmp_name" => "Letters, digits and _ , . - only, at most 64 characters.",
            "too_many_rules" => "At most {0} rules.",
            "too_many_values" => "At most {0} values.",
            "rule_exists" => "There is a rule about {0}; remove it first.",
            "rule_says_nothing" => "Make the label required, or name the values that it can have.",
            "label_required" => "The label {0} is required here.",
            "label_not_allowed" => "The label {0} can be: {1}.",
            "path" => "Give a path that begins with /, for example /metrics.",
            "too_many_labels" => "At most {0} labels.",
            "label_name" => "{0} is not a label name: letters, digits and _, not beginning with a digit or __.",
            "label_reserved" => "{0} is set by the platform; choose another label name.",
            "label_value" => "The value of {0} has more than {1} characters or a control character.",
            "label_line" => "Write one label per line as name=value; this is not one: {0}",
            "choice" => "It is not one of the choices.",
            "version" => "Send the version that you read, as If-Match or as version.",
            _ => "It is not valid.",
        },
        [.. error.Arguments]);
}
