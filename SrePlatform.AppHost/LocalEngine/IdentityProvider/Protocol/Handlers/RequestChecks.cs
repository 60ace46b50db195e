using OpenIddict.Server;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol.Handlers;

/// <summary>Refuses what the realm does not allow a client, before any token in the request is looked at.</summary>
internal sealed class RequestChecks(RealmFile realm) :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidateTokenRequestContext>,
    IOpenIddictServerHandler<ValidateIntrospectionRequestContext>,
    IOpenIddictServerHandler<ValidateRevocationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => Refuse(context, ClientCheck.Authorization(realm, context.Request));

    public ValueTask HandleAsync(ValidateTokenRequestContext context) => Refuse(context, ClientCheck.Token(realm, context.Request));

    public ValueTask HandleAsync(ValidateIntrospectionRequestContext context) => Refuse(context, ClientCheck.Authenticate(realm, context.Request));

    public ValueTask HandleAsync(ValidateRevocationRequestContext context) => Refuse(context, ClientCheck.Authenticate(realm, context.Request));

    private static ValueTask Refuse(BaseValidatingContext context, ClientRefusal? refusal)
    {
        if (refusal is not null)
        {
            context.Reject(refusal.Error, refusal.Description);
        }

        return default;
    }
}
