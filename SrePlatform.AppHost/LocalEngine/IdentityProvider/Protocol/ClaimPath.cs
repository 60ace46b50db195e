using System.Text.Json.Nodes;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol;

/// <summary>A claim's name whose dots make objects: <c>realm_access.roles</c>.</summary>
internal static class ClaimPath
{
    private const string Placeholder = "\u0001";

    /// <param name="claims">Where the claim goes.</param>
    /// <param name="path">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="segmentWithDots">A part of the name that stays whole even if it has dots, such as a client's.</param>
    public static void Put(JsonObject claims, string path, JsonNode value, string? segmentWithDots)
    {
        var whole = string.IsNullOrEmpty(segmentWithDots) ? path : path.Replace(segmentWithDots, Placeholder, StringComparison.Ordinal);
        var segments = whole.Split('.').Select(segment => segment == Placeholder ? segmentWithDots! : segment).ToArray();
        var target = claims;
        foreach (var segment in segments[..^1])
        {
            if (target[segment] is not JsonObject inner)
            {
                target[segment] = inner = [];
            }

            target = inner;
        }

        target[segments[^1]] = value;
    }
}
