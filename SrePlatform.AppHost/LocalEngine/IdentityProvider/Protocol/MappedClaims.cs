using System.Text.Json.Nodes;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol;

/// <summary>What the realm's protocol mappers put into a client's tokens, as Keycloak does.</summary>
internal sealed class MappedClaims(RealmFile realm)
{
    /// <summary>The claims of one token, <c>aud</c> apart.</summary>
    public JsonObject For(TokenSession session, IEnumerable<string> requestedScopes, TokenUse use)
    {
        var claims = new JsonObject();
        if (realm.FindClient(session.ClientId) is { } client && realm.FindUser(session.Subject) is { } user)
        {
            foreach (var mapper in Mappers(client, requestedScopes).Where(mapper => mapper.IsOn(SwitchOf(use))))
            {
                Apply(mapper, client, user, session, claims);
            }
        }

        return claims;
    }

    /// <summary>For whom an access token is: the mappers' audiences, and clients in which the user has a role.</summary>
    public IReadOnlyList<string> Audiences(TokenSession session, IEnumerable<string> requestedScopes)
    {
        if (realm.FindClient(session.ClientId) is not { } client || realm.FindUser(session.Subject) is not { } user)
        {
            return [];
        }

        return [.. Mappers(client, requestedScopes).Where(mapper => mapper.IsOn(SwitchOf(TokenUse.Access))).SelectMany(mapper => mapper.Kind switch
        {
            "oidc-audience-mapper" => (mapper.Setting("included.client.audience") ?? mapper.Setting("included.custom.audience")) is { } audience ? [audience] : [],
            "oidc-audience-resolve-mapper" => user.ClientRoles.Where(roles => roles.Value.Count > 0 && roles.Key != client.ClientId).Select(roles => roles.Key),
            _ => Enumerable.Empty<string>(),
        }).Distinct(StringComparer.Ordinal)];
    }

    private IEnumerable<ProtocolMapper> Mappers(RealmClient client, IEnumerable<string> requestedScopes) =>
        client.DefaultClientScopes.Concat(client.OptionalClientScopes.Intersect(requestedScopes, StringComparer.Ordinal))
            .Select(realm.FindScope)
            .SelectMany(scope => scope?.ProtocolMappers ?? [])
            .Concat(client.ProtocolMappers);

    private static string SwitchOf(TokenUse use) => use switch
    {
        TokenUse.Access => "access.token.claim",
        TokenUse.Identity => "id.token.claim",
        TokenUse.UserInfo => "userinfo.token.claim",
        TokenUse.Introspection => "introspection.token.claim",
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, message: null),
    };

    private static void Apply(ProtocolMapper mapper, RealmClient client, RealmUser user, TokenSession session, JsonObject claims)
    {
        switch (mapper.Kind)
        {
            case "oidc-sub-mapper":
                claims["sub"] = user.Id;
                break;
            case "oidc-acr-mapper":
                claims["acr"] = "1";
                break;
            case "oidc-full-name-mapper" when user.FullName is { } name:
                claims["name"] = name;
                break;
            case "oidc-allowed-origins-mapper" when Origins(client) is { Count: > 0 } origins:
                claims["allowed-origins"] = origins;
                break;
            case "oidc-usermodel-attribute-mapper" or "oidc-usermodel-property-mapper":
                Put(claims, mapper, AttributeOf(user, mapper.Setting("user.attribute")));
                break;
            case "oidc-usersessionmodel-note-mapper":
                Put(claims, mapper, NoteOf(mapper.Setting("user.session.note"), session));
                break;
            case "oidc-hardcoded-claim-mapper":
                Put(claims, mapper, mapper.Setting("claim.value"));
                break;
            case "oidc-group-membership-mapper":
                Put(claims, mapper, Strings(mapper.IsOn("full.path") ? user.Groups : user.Groups.Select(group => group[(group.LastIndexOf('/') + 1)..])));
                break;
            case "oidc-usermodel-realm-role-mapper":
                Put(claims, mapper, Strings(user.RealmRoles));
                break;
            case "oidc-usermodel-client-role-mapper":
                foreach (var (owner, roles) in user.ClientRoles)
                {
                    ClaimPath.Put(claims, (mapper.Setting("claim.name") ?? "").Replace("${client_id}", owner, StringComparison.Ordinal), Strings(roles), owner);
                }

                break;
        }
    }

    private static JsonNode? AttributeOf(RealmUser user, string? attribute) => attribute switch
    {
        "username" => user.Username,
        "email" => user.Email,
        "firstName" => user.FirstName,
        "lastName" => user.LastName,
        "emailVerified" => user.EmailVerified,
        null => null,
        _ => user.Attributes.GetValueOrDefault(attribute) is [var first, ..] ? first : null,
    };

    private static JsonNode? NoteOf(string? note, TokenSession session) => note switch
    {
        "AUTH_TIME" when session.SessionId is not null => session.SignedInAt.ToUnixTimeSeconds(),
        "client_id" when session.SessionId is null => session.ClientId,
        _ => null,
    };

    private static JsonArray Origins(RealmClient client) => Strings(client.WebOrigins
        .SelectMany(origin => origin == "+" ? client.RedirectUris.Select(uri => new Uri(uri.TrimEnd('*')).GetLeftPart(UriPartial.Authority)) : [origin])
        .Distinct(StringComparer.Ordinal));

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    private static void Put(JsonObject claims, ProtocolMapper mapper, JsonNode? value)
    {
        if (value is not null && mapper.Setting("claim.name") is { } name)
        {
            ClaimPath.Put(claims, name, value, segmentWithDots: null);
        }
    }
}
