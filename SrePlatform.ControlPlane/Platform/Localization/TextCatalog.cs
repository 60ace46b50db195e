using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Platform.Localization;

/// <summary>
/// All texts of all pages, read once from the embedded files <c>Features/&lt;Feature&gt;/&lt;Feature&gt;.&lt;language&gt;.json</c>.
/// A text that is missing in one language is shown in English; a test keeps that from happening.
/// </summary>
public sealed class TextCatalog
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _texts;

    public TextCatalog() => _texts = Languages.All.ToFrozenDictionary(language => language.Code, language => Load(language.Code));

    /// <summary>The keys of one language.</summary>
    public IEnumerable<string> Keys(string language) => _texts[language].Keys;

    /// <summary>The pattern of a key, in the language or else in English; null when nobody wrote it.</summary>
    public string? Find(string language, string key) =>
        _texts[language].GetValueOrDefault(key) ?? _texts[Languages.English].GetValueOrDefault(key);

    /// <summary>
    /// The pattern for a number: <c>key.one</c> for one where the language has it, else <c>key.other</c>. A language without its own form
    /// for one, such as Chinese, uses its other one before another language's.
    /// </summary>
    public string? FindCount(string language, string key, long count) => (count == 1 ? _texts[language].GetValueOrDefault(key + ".one") : null)
        ?? _texts[language].GetValueOrDefault(key + ".other")
        ?? (language == Languages.English ? null : FindCount(Languages.English, key, count));

    private static FrozenDictionary<string, string> Load(string language)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith($".{language}.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            {
                if (!all.TryAdd(key, text))
                {
                    throw new InvalidOperationException($"The text '{key}' is written twice; once in {name}.");
                }
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
