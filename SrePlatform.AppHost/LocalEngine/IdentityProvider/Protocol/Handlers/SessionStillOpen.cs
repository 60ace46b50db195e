using OpenIddict.Server;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol.Handlers;

/// <summary>A token is worth nothing once its session has ended or its grant was revoked, however long it would have lasted.</summary>
internal sealed class SessionStillOpen(OpenSessions sessions) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        // An identity token only hints at who signs out.
        if (context.Principal is { } principal && context.EndpointType is not OpenIddictServerEndpointType.EndSession
            && (TokenSession.From(principal) is not { } session || sessions.StateOf(session) != SessionState.Open))
        {
            context.Reject(Errors.InvalidToken, "Session not active");
        }

        return default;
    }
}
