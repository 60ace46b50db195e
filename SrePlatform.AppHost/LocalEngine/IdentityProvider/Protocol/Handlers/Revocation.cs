using OpenIddict.Server;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol.Handlers;

/// <summary>Takes back what was granted to a client: its access and refresh tokens of this sign-in.</summary>
internal sealed class Revocation(OpenSessions sessions) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        if (TokenSession.From(context.GenericTokenPrincipal) is { } session)
        {
            sessions.Revoke(session);
        }

        return default;
    }
}
