using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Keys;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol.Handlers;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol;

/// <summary>
/// OpenIddict, without its database: clients and people come from the realm file, and what tokens stand for is in the tokens.
/// </summary>
internal static class ProtocolServices
{
    private const string Root = "protocol/openid-connect";

    public const string AuthorizationPath = $"/{Root}/auth";
    public const string EndSessionPath = $"/{Root}/logout";

    public static void AddProtocol(this IServiceCollection services, RealmFile realm, ProviderKeys keys, Uri issuer)
    {
        services.AddSingleton<MappedClaims>();
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode().DisableScopeValidation().DisableAudienceValidation().DisableResourceValidation();
            server.SetIssuer(issuer)
                .SetAuthorizationEndpointUris($"{Root}/auth")
                .SetTokenEndpointUris($"{Root}/token")
                .SetUserInfoEndpointUris($"{Root}/userinfo")
                .SetJsonWebKeySetEndpointUris($"{Root}/certs")
                .SetEndSessionEndpointUris($"{Root}/logout")
                .SetRevocationEndpointUris($"{Root}/revoke")
                .SetIntrospectionEndpointUris($"{Root}/token/introspect");
            server.AllowAuthorizationCodeFlow().AllowClientCredentialsFlow().AllowRefreshTokenFlow();
            server.RegisterScopes([RequestedScopes.OpenId, .. realm.ClientScopes.Select(scope => scope.Name)]);
            server.RegisterClaims("aud", "sub", "iss", "auth_time", "name", "given_name", "family_name", "preferred_username", "email", "acr", "azp", "sid", "groups", "realm_access");
            server.SetAccessTokenLifetime(TimeSpan.FromSeconds(realm.AccessTokenLifespan))
                .SetIdentityTokenLifetime(TimeSpan.FromSeconds(realm.AccessTokenLifespan))
                .SetAuthorizationCodeLifetime(TimeSpan.FromSeconds(realm.AccessCodeLifespan))
                .SetRefreshTokenLifetime(TimeSpan.FromSeconds(realm.SsoSessionIdleTimeout));
            server.AddSigningCredentials(new SigningCredentials(keys.Signing, SecurityAlgorithms.RsaSha256))
                .AddEncryptionKey(keys.Encryption)
                .DisableAccessTokenEncryption();
            server.UseAspNetCore()
                .EnableAuthorizationEndpointPassthrough()
                .EnableEndSessionEndpointPassthrough()
                .EnableErrorPassthrough()
                .DisableTransportSecurityRequirement();
            AddHandlers(server);
        });
    }

    private static void AddHandlers(OpenIddictServerBuilder server)
    {
        Add<ValidateAuthorizationRequestContext, RequestChecks>(server, Authentication.ValidateAuthentication.Descriptor.Order - 1);
        Add<ValidateTokenRequestContext, RequestChecks>(server, Exchange.ValidateAuthentication.Descriptor.Order - 1);
        Add<ValidateIntrospectionRequestContext, RequestChecks>(server, Introspection.ValidateAuthentication.Descriptor.Order - 1);
        Add<ValidateRevocationRequestContext, RequestChecks>(server, OpenIddictServerHandlers.Revocation.ValidateAuthentication.Descriptor.Order - 1);
        Add<ValidateEndSessionRequestContext, EndSessionCheck>(server, Session.ValidateAuthentication.Descriptor.Order + 1);
        Add<ValidateTokenContext, SessionStillOpen>(server, Protection.ValidatePrincipal.Descriptor.Order + 1);
        Add<HandleTokenRequestContext, TokenExchange>(server, Exchange.AttachPrincipal.Descriptor.Order + 1);
        Add<ProcessSignInContext, RefreshTokensAlways>(server, EvaluateGeneratedTokens.Descriptor.Order + 1);
        Add<GenerateTokenContext, TokenShape>(server, Protection.GenerateIdentityModelToken.Descriptor.Order - 1);
        Add<HandleUserInfoRequestContext, ClaimsOfTokens>(server, UserInfo.AttachClaims.Descriptor.Order + 1);
        Add<HandleIntrospectionRequestContext, ClaimsOfTokens>(server, Introspection.AttachMetadataClaims.Descriptor.Order + 1);
        Add<HandleRevocationRequestContext, Handlers.Revocation>(server, OpenIddictServerHandlers.Revocation.AttachPrincipal.Descriptor.Order + 1);
    }

    private static void Add<TContext, THandler>(OpenIddictServerBuilder server, int order)
        where TContext : BaseContext
        where THandler : class, IOpenIddictServerHandler<TContext> =>
        server.AddEventHandler<TContext>(handler => handler.UseSingletonHandler<THandler>().SetOrder(order));
}
