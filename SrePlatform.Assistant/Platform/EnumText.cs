using System.Text.Json;

namespace SrePlatform.Assistant.Platform;

/// <summary>Enums are stored and sent as bounded snake_case text.</summary>
internal static class EnumText
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static T Parse<T>(string text) where T : struct, Enum => Cache<T>.ByText.TryGetValue(text, out var value)
        ? value
        : throw new FormatException($"'{text}' is not a {typeof(T).Name}.");

    private static class Cache<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByText = Enum.GetValues<T>().ToDictionary(Of, StringComparer.Ordinal);
    }
}
