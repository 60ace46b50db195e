using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace SrePlatform.Tests.AppHost.IdentityProvider;

/// <summary>Looks into tokens.</summary>
internal static class Tokens
{
    public static JsonElement Header(string? token) => Part(token, 0);

    public static JsonElement Payload(string? token) => Part(token, 1);

    public static string[] Strings(this JsonElement element, params string[] path)
    {
        var value = path.Aggregate(element, (inner, name) => inner.GetProperty(name));
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [value.GetString()!];
    }

    public static string[] Names(this JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)];

    private static JsonElement Part(string? token, int index) =>
        JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token!.Split('.')[index])));
}
