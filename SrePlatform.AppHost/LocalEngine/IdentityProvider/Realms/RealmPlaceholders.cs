using System.Text.Json;
using System.Text.RegularExpressions;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

/// <summary>Fills Keycloak's <c>${VARIABLE}</c> and <c>${VARIABLE:default}</c>; its own lower-case expressions stay.</summary>
internal static partial class RealmPlaceholders
{
    public static string Fill(string json, Func<string, string?> environment)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var filled = Placeholder().Replace(json, match =>
        {
            var name = match.Groups["name"].Value;
            var value = environment(name) is { Length: > 0 } set ? set : match.Groups["default"] is { Success: true } fallback ? fallback.Value : null;
            if (value is null)
            {
                missing.Add(name);
            }

            return JsonEncodedText.Encode(value ?? "").ToString();
        });
        return missing.Count == 0
            ? filled
            : throw new RealmFileException($"The realm needs these environment variables, and they are not set: {string.Join(", ", missing)}.");
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Z][A-Z0-9_]*)(?::(?<default>[^}]*))?\}")]
    private static partial Regex Placeholder();
}
