using OpenIddict.Abstractions;
using OpenIddict.Server;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol.Handlers;

/// <summary>After signing out, a browser goes only where its client said it may.</summary>
internal sealed class EndSessionCheck(RealmFile realm) : IOpenIddictServerHandler<ValidateEndSessionRequestContext>
{
    public ValueTask HandleAsync(ValidateEndSessionRequestContext context)
    {
        if (string.IsNullOrEmpty(context.PostLogoutRedirectUri))
        {
            return default;
        }

        var hinted = context.IdentityTokenHintPrincipal?.GetPresenters().FirstOrDefault();
        var named = context.Request.ClientId;
        var client = realm.FindClient(hinted ?? named);
        if (client is null || (named is not null && hinted is not null && named != hinted)
            || !RedirectUris.Allows(client.PostLogoutRedirectUris, context.PostLogoutRedirectUri))
        {
            context.Reject(Errors.InvalidRequest, "Invalid parameter: post_logout_redirect_uri");
        }

        return default;
    }
}
