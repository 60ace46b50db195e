using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.ServiceDefaults.Authentication;

/// <summary>Roles from the realm, and refusals as problem details with their <c>WWW-Authenticate</c>.</summary>
internal sealed class BearerEvents : JwtBearerEvents
{
    /// <summary>Keycloak's kind of token, in the payload: an ID token shares its audience with the client, and is no access token.</summary>
    private const string KindClaim = "typ";
    private const string AccessTokenKind = "Bearer";

    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (context.Principal?.Identity is not ClaimsIdentity identity)
        {
            context.Fail("The token carries no identity.");
        }
        else if (identity.FindFirst(KindClaim)?.Value is { } kind && kind != AccessTokenKind)
        {
            context.Fail(new SecurityTokenInvalidTypeException("The token is not an access token.") { InvalidType = kind });
        }
        else
        {
            RealmRoles.AddTo(identity);
        }

        return Task.CompletedTask;
    }

    /// <summary>Tells a token that is wrong from a realm that could not be asked for its keys.</summary>
    public override async Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        if (context.Exception is not (SecurityTokenInvalidIssuerException or SecurityTokenSignatureKeyNotFoundException or InvalidOperationException)
            || context.Options.ConfigurationManager is not { } configuration)
        {
            return;
        }

        try
        {
            await configuration.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException)
        {
            throw new IdentityProviderUnavailableException(context.Options.Authority ?? "", exception);
        }
    }

    public override async Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        if (context.Response.HasStarted)
        {
            return;
        }

        context.Response.Headers.Append(HeaderNames.WWWAuthenticate, ChallengeHeader(context.Options.Challenge, context.Error, context.ErrorDescription));
        var detail = context.AuthenticateFailure is null
            ? "This needs an access token: send it as 'Authorization: Bearer <token>'."
            : context.ErrorDescription is { Length: > 0 } description ? $"The access token was not accepted: {description}" : "The access token was not accepted.";
        await ProblemResponse.WriteAsync(context.HttpContext, StatusCodes.Status401Unauthorized, detail);
    }

    public override async Task Forbidden(ForbiddenContext context)
    {
        if (context.Response.HasStarted)
        {
            return;
        }

        context.Response.Headers.Append(HeaderNames.WWWAuthenticate, ChallengeHeader(context.Options.Challenge, "insufficient_scope", "The token lacks the role that this needs."));
        await ProblemResponse.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "You are signed in, but none of your roles allows this.");
    }

    /// <summary>The header of RFC 6750, section 3.</summary>
    private static string ChallengeHeader(string scheme, string? error, string? description) => (error, description) switch
    {
        (null or "", _) => scheme,
        (_, null or "") => $"{scheme} error=\"{error}\"",
        _ => $"{scheme} error=\"{error}\", error_description=\"{description}\"",
    };
}
