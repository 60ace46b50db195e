using OpenIddict.Abstractions;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol;

/// <summary>Why a request of a client is refused, in the terms of OAuth.</summary>
internal sealed record ClientRefusal(string Error, string Description);

/// <summary>What a client may do.</summary>
internal static class ClientCheck
{
    /// <summary>The client must be known and prove itself.</summary>
    public static ClientRefusal? Authenticate(RealmFile realm, OpenIddictRequest? request) => realm.FindClient(request?.ClientId) switch
    {
        null => new(Errors.InvalidClient, "Invalid client or Invalid client credentials"),
        { PublicClient: true } => null,
        var client when client.HasSecret(request?.ClientSecret) => null,
        _ => new(Errors.InvalidClient, "Invalid client or Invalid client credentials"),
    };

    /// <summary>The client must be allowed the grant that it asks for, and the scopes.</summary>
    public static ClientRefusal? Token(RealmFile realm, OpenIddictRequest request)
    {
        if (Authenticate(realm, request) is { } refusal)
        {
            return refusal;
        }

        var client = realm.FindClient(request.ClientId)!;
        return request switch
        {
            _ when request.IsClientCredentialsGrantType() && (!client.ServiceAccountsEnabled || realm.FindServiceAccount(client.ClientId) is null) =>
                new(Errors.UnauthorizedClient, "Client not enabled to retrieve service account"),
            _ when request.IsAuthorizationCodeGrantType() && !client.StandardFlowEnabled =>
                new(Errors.UnauthorizedClient, "Client is not allowed to use the authorization code flow"),
            _ => Scopes(client, request),
        };
    }

    /// <summary>
    /// The client may sign people in, with PKCE where the realm requires it. Its address must be registered, and is checked first:
    /// nothing is ever sent to another.
    /// </summary>
    public static ClientRefusal? Authorization(RealmFile realm, OpenIddictRequest request) => realm.FindClient(request.ClientId) switch
    {
        null => new(Errors.InvalidRequest, "Client not found"),
        { StandardFlowEnabled: false } => new(Errors.UnauthorizedClient, "Client is not allowed to sign people in"),
        var client when !RedirectUris.Allows(client.RedirectUris, request.RedirectUri) => new(Errors.InvalidRequest, "Invalid parameter: redirect_uri"),
        { RequiredPkceMethod: { } method } when string.IsNullOrEmpty(request.CodeChallenge) => new(Errors.InvalidRequest, $"Missing parameter: code_challenge; PKCE with {method} is required"),
        { RequiredPkceMethod: { } method } when request.CodeChallengeMethod != method => new(Errors.InvalidRequest, $"Invalid parameter: code_challenge_method; {method} is required"),
        var client => Scopes(client, request),
    };

    private static ClientRefusal? Scopes(RealmClient client, OpenIddictRequest request) =>
        RequestedScopes.Refused(client, request.GetScopes()).ToList() is { Count: > 0 } refused
            ? new(Errors.InvalidScope, $"Invalid scopes: {string.Join(' ', refused)}")
            : null;
}
