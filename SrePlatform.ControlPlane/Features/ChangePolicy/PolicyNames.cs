using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy;

/// <summary>Lists of names as people give them.</summary>
internal static class PolicyNames
{
    private const int Most = 50;
    private const int Longest = 128;

    /// <summary>The names without repetition; what is wrong with them is added to the errors.</summary>
    public static IReadOnlyList<string> Read(string field, IReadOnlyList<string?>? names, List<InvalidField> errors)
    {
        var read = (names ?? []).Select(name => name?.Trim() ?? "").Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (read.Count > Most || read.Any(name => name.Length > Longest || name.Any(char.IsControl)))
        {
            errors.Add(new(field, "names"));
        }

        return read;
    }

    /// <summary>What was typed into one field, separated by commas or lines.</summary>
    public static IReadOnlyList<string> Split(string? text) => (text ?? "").Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
