using System.Security.Claims;
using System.Text.Json;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol.Handlers;

/// <summary>Gives access and identity tokens the claims that Keycloak gives them, and none that only OpenIddict knows.</summary>
internal sealed class TokenShape(MappedClaims mapped) : IOpenIddictServerHandler<GenerateTokenContext>
{
    private const string KindClaim = "typ";

    /// <summary>What OpenIddict writes of its own accord and Keycloak writes too.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        Claims.Subject, TokenSession.SessionClaim, Claims.Nonce, Claims.Issuer, Claims.IssuedAt, Claims.ExpiresAt, Claims.NotBefore,
        Claims.AccessTokenHash, Claims.CodeHash, Claims.Scope,
    };

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        TokenUse? use = context.TokenType switch
        {
            TokenTypeIdentifiers.AccessToken => TokenUse.Access,
            TokenTypeIdentifiers.IdentityToken => TokenUse.Identity,
            _ => null,
        };
        if (use is { } kind && TokenSession.From(context.Principal) is { } session)
        {
            Shape(context, kind, session, context.Principal.GetScopes());
        }

        return default;
    }

    private void Shape(GenerateTokenContext context, TokenUse use, TokenSession session, IEnumerable<string> scopes)
    {
        var descriptor = context.SecurityTokenDescriptor;
        descriptor.Subject = new ClaimsIdentity((descriptor.Subject?.Claims ?? []).Where(claim => Kept.Contains(claim.Type)));
        var claims = (descriptor.Claims ?? new Dictionary<string, object>()).Where(claim => Kept.Contains(claim.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in mapped.For(session, scopes, use))
        {
            claims[name] = JsonSerializer.SerializeToElement(value);
        }

        claims[KindClaim] = use == TokenUse.Access ? "Bearer" : "ID";
        claims[Claims.JwtId] = session.NewTokenId();
        claims[Claims.AuthorizedParty] = session.ClientId;
        descriptor.Claims = claims;
        descriptor.Audience = null;
        descriptor.Audiences.Clear();
        foreach (var audience in use == TokenUse.Access ? mapped.Audiences(session, scopes) : [session.ClientId])
        {
            descriptor.Audiences.Add(audience);
        }
    }
}
