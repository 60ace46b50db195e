using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Slos;

internal sealed record SloNotFound() : NotFoundFailure("slo.not_found", "There is no objective with this id; it may have been deleted.");

internal sealed record SloChanged() : ConflictFailure("slo.changed", "Somebody changed this objective since you opened it. Read it again and repeat your change.");

internal sealed record SloIsSeeded() : ConflictFailure("slo.seeded", "The platform brings this objective along, so a change would be lost. Make one of your own.");

/// <summary>VictoriaMetrics cannot say whether the queries are right.</summary>
internal sealed record SloUnchecked(string Reason) : UnavailableFailure("slo.unchecked", $"The queries cannot be checked now, so nothing was saved: {Reason}.");

/// <summary>Invalid fields of an objective.</summary>
internal sealed record SloInvalid(IReadOnlyList<InvalidField> Invalid) : InvalidFields(Invalid, Text)
{
    public static readonly SloInvalid NameTaken = new([new("name", "taken")]);
    public static readonly SloInvalid VersionMissing = new([new("version", "version")]);

    private static string Text(string code) => code switch
    {
        "required" => "It is required.",
        "too_long" => "At most {0} characters, without control characters.",
        "taken" => "Another objective has this name, or a rule has the name of one of its rules.",
        "fixed_name" => "The name cannot change, since rules and alerts are filed under it.",
        "objective" => "From 50 to 99.999 percent.",
        "window" => "From 7 to 90 days.",
        "bucket" => "Give a bound of the histogram in seconds: {0}.",
        "placeholder" => "Write $window where the time goes, as in rate(x[$window]).",
        "query" => "VictoriaMetrics does not understand it: {0}",
        "version" => "Send the version that you read, as version.",
        _ => "It is not valid.",
    };
}
