using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol.Handlers;

/// <summary>Keycloak gives a refresh token with every sign-in of a person, not only where offline access was asked for.</summary>
internal sealed class RefreshTokensAlways : IOpenIddictServerHandler<ProcessSignInContext>
{
    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType is OpenIddictServerEndpointType.Token && !context.Request.IsClientCredentialsGrantType())
        {
            context.GenerateRefreshToken = context.IncludeRefreshToken = true;
        }

        return default;
    }
}
