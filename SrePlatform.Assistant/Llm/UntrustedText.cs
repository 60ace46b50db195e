using System.Security.Cryptography;
using System.Text;

namespace SrePlatform.Assistant.Llm;

/// <summary>
/// Text from telemetry, names and people, set off so that a model can tell it from what it is told to do. The fence carries a word that
/// nobody outside can guess, so that nothing inside can close it; the same text gets the same word, so that its answer can be cached.
/// </summary>
internal static class UntrustedText
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static string Fence(string text)
    {
        var word = Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)))[..16];
        return $"<data-{word}>\n{text.Replace(word, "", StringComparison.Ordinal)}\n</data-{word}>";
    }
}
