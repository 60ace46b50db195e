using System.Text.Json;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol.Handlers;

/// <summary>What the userinfo and introspection endpoints tell about a token.</summary>
internal sealed class ClaimsOfTokens(MappedClaims mapped, RealmFile realm) :
    IOpenIddictServerHandler<HandleUserInfoRequestContext>, IOpenIddictServerHandler<HandleIntrospectionRequestContext>
{
    public ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        if (TokenSession.From(context.AccessTokenPrincipal) is { } session)
        {
            Add(context.Claims, session, context.AccessTokenPrincipal.GetScopes(), TokenUse.UserInfo);
        }

        return default;
    }

    public ValueTask HandleAsync(HandleIntrospectionRequestContext context)
    {
        if (TokenSession.From(context.GenericTokenPrincipal) is { } session)
        {
            Add(context.Claims, session, context.GenericTokenPrincipal.GetScopes(), TokenUse.Introspection);
            context.Username = realm.FindUser(session.Subject)?.Username;
            context.Claims[Claims.AuthorizedParty] = session.ClientId;
        }

        return default;
    }

    private void Add(Dictionary<string, OpenIddictParameter> claims, TokenSession session, IEnumerable<string> scopes, TokenUse use)
    {
        foreach (var (name, value) in mapped.For(session, scopes, use).Where(claim => claim.Key != Claims.Subject))
        {
            claims[name] = new OpenIddictParameter(JsonSerializer.SerializeToElement(value));
        }
    }
}
