using System.Collections.Immutable;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol.Handlers;

/// <summary>Answers the token endpoint once code, verifier, address and client have been found right.</summary>
internal sealed class TokenExchange(RealmFile realm, OpenSessions sessions, TimeProvider clock) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (context.Request.IsClientCredentialsGrantType())
        {
            SignInAsItself(context);
        }
        else if (context.AuthorizationCodePrincipal is { } code)
        {
            Continue(context, TokenSession.From(code), code.GetScopes(), sessions.TryRedeemCode, "Code not valid");
        }
        else if (context.RefreshTokenPrincipal is { } refresh)
        {
            Continue(context, TokenSession.From(refresh), refresh.GetScopes(), session => sessions.TryRedeemRefresh(session, TokenSession.RefreshIdOf(refresh)), "Maximum allowed refresh token reuse exceeded");
        }
        else
        {
            context.Reject(Errors.UnsupportedGrantType, "Unsupported grant_type");
        }

        return default;
    }

    private void SignInAsItself(HandleTokenRequestContext context)
    {
        var client = realm.FindClient(context.Request.ClientId)!;
        var session = new TokenSession(realm.FindServiceAccount(client.ClientId)!.Id, client.ClientId, SessionId: null, Guid.NewGuid().ToString("N"), clock.GetUtcNow());
        context.SignIn(session.ToPrincipal(RequestedScopes.Granted(realm, client, context.Request.GetScopes()).Where(scope => scope != RequestedScopes.OpenId)));
    }

    private void Continue(HandleTokenRequestContext context, TokenSession? session, ImmutableArray<string> scopes, Func<TokenSession, bool> redeem, string refusal)
    {
        if (session is null || !redeem(session))
        {
            context.Reject(Errors.InvalidGrant, refusal);
            return;
        }

        var principal = session.ToPrincipal(scopes);
        principal.SetRefreshTokenLifetime(sessions.RefreshLifetime(session));
        context.SignIn(principal);
    }
}
