using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>Where browsers sign out.</summary>
internal sealed class SignOutEndpoints(SignInPages pages, OpenSessions sessions, IAntiforgery antiforgery)
{
    private const string ConfirmPath = "/login-actions/logout-confirm";

    public static void Map(WebApplication app)
    {
        app.MapMethods(ProtocolServices.EndSessionPath, [HttpMethods.Get, HttpMethods.Post], (HttpContext context, SignOutEndpoints signOut) => signOut.SignOutAsync(context));
        app.MapPost(ConfirmPath, (HttpContext context, SignOutEndpoints signOut) => signOut.ConfirmAsync(context));
    }

    /// <summary>The end-session endpoint: a client that knows whose session it is needs no confirmation, a link from elsewhere does.</summary>
    private async Task<IResult> SignOutAsync(HttpContext context)
    {
        var texts = SignInTexts.For(context.Request);
        if (context.GetOpenIddictServerRequest() is not { } request || context.GetOpenIddictServerResponse() is { Error: not null })
        {
            return new PageResult(pages.Refused(texts, context.GetOpenIddictServerResponse()?.ErrorDescription ?? Errors.InvalidRequest), StatusCodes.Status400BadRequest);
        }

        var hint = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        var hinted = hint?.GetClaim(TokenSession.SessionClaim);
        var session = await BrowserSession.FindAsync(context, sessions);
        if (session is not null && hinted != session.SessionId && hint?.GetClaim(Claims.Subject) != session.Subject)
        {
            var tokens = antiforgery.GetAndStoreTokens(context);
            var action = context.Request.PathBase + ConfirmPath + QueryString.Create(
                request.GetParameters().Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)));
            return new PageResult(pages.ConfirmSignOut(texts, action, new FormToken(tokens.FormFieldName, tokens.RequestToken!)), StatusCodes.Status200OK, request.PostLogoutRedirectUri);
        }

        if (hinted is not null)
        {
            sessions.End(hinted);
        }

        if (session is not null)
        {
            await session.EndAsync(context, sessions);
        }

        return string.IsNullOrEmpty(request.PostLogoutRedirectUri)
            ? new PageResult(pages.SignedOut(texts), StatusCodes.Status200OK)
            : Results.SignOut(properties: null, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    /// <summary>The confirmation's answer: without a session, the end-session endpoint goes straight on.</summary>
    private async Task<IResult> ConfirmAsync(HttpContext context)
    {
        if (await antiforgery.IsRequestValidAsync(context) && await BrowserSession.FindAsync(context, sessions) is { } session)
        {
            await session.EndAsync(context, sessions);
        }

        context.Response.Headers.Location = context.Request.PathBase + ProtocolServices.EndSessionPath + context.Request.QueryString;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
