using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>What people may write about an incident.</summary>
internal static class IncidentText
{
    public const int Longest = 4000;

    public static ValidationFailure? Check(string? text, bool required = false, string field = "note")
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return required ? new ValidationFailure(field, "Write something.") : null;
        }

        return text.Length > Longest || text.Contains('\0', StringComparison.Ordinal)
            ? new ValidationFailure(field, $"Write at most {Longest} characters, without NUL.")
            : null;
    }

    /// <summary>What is wrong with a title; null if nothing is.</summary>
    public static string? CheckTitle(string? title) =>
        string.IsNullOrWhiteSpace(title) ? "Say in one line what is wrong."
        : title.Length > Incident.LongestTitle || title.Any(char.IsControl) ? $"Write one line of at most {Incident.LongestTitle} characters."
        : null;

    public static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
