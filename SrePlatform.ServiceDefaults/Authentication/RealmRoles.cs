using System.Security.Claims;
using System.Text.Json;

namespace SrePlatform.ServiceDefaults.Authentication;

/// <summary>Reads the roles of a realm from where Keycloak puts them: <c>realm_access.roles</c>.</summary>
public static class RealmRoles
{
    /// <summary>Type of the claims that carry one role each.</summary>
    public const string ClaimType = "roles";

    private const string RealmAccess = "realm_access";

    /// <summary>Adds one <see cref="ClaimType"/> claim for each role in the identity's <c>realm_access</c>.</summary>
    public static void AddTo(ClaimsIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        foreach (var role in Read(identity.FindFirst(RealmAccess)?.Value))
        {
            if (!identity.HasClaim(ClaimType, role))
            {
                identity.AddClaim(new Claim(ClaimType, role));
            }
        }
    }

    /// <summary>The roles in the JSON of a <c>realm_access</c> claim; none if it is not of that form.</summary>
    public static IReadOnlyList<string> Read(string? realmAccess)
    {
        if (string.IsNullOrEmpty(realmAccess))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(realmAccess);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("roles", out var roles)
                && roles.ValueKind == JsonValueKind.Array
                    ? [.. roles.EnumerateArray().Where(role => role.ValueKind == JsonValueKind.String).Select(role => role.GetString()!)]
                    : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
