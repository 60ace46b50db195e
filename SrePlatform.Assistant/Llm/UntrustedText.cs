using System.Security.Cryptography;

namespace SrePlatform.Assistant.Llm;

/// <summary>
/// Text from telemetry, names and people, set off so that a model can tell it from what it is told to do. The fence carries a random
/// word, so that nothing inside can close it.
/// </summary>
internal static class UntrustedText
{
    public static string Fence(string text)
    {
        var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return $"<data-{word}>\n{text.Replace(word, "", StringComparison.Ordinal)}\n</data-{word}>";
    }
}
