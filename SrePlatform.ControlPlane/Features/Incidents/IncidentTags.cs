using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Tags as people write them: short words, without order or repetition.</summary>
internal static class IncidentTags
{
    public const int Most = 20;
    public const int Longest = 50;

    /// <summary>Reads what was typed, separated by commas or line ends.</summary>
    public static IReadOnlyList<string> Split(string? text) => Clean((text ?? "").Split([',', '，', '、', '\n', '\r']));

    public static IReadOnlyList<string> Clean(IEnumerable<string?>? tags) =>
        [.. (tags ?? []).Select(tag => tag?.Trim() ?? "").Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    public static ValidationFailure? Check(IReadOnlyList<string> tags) =>
        tags.Count > Most ? new ValidationFailure("tags", $"Give at most {Most} tags.")
        : tags.Any(tag => tag.Length > Longest || tag.Any(char.IsControl)) ? new ValidationFailure("tags", $"A tag has at most {Longest} characters, all of them visible.")
        : null;
}
