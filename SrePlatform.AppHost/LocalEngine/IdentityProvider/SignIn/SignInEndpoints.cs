using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>Where browsers sign in.</summary>
internal sealed partial class SignInEndpoints(
    RealmFile realm, SignInPages pages, SignInAttempts attempts, OpenSessions sessions, IAntiforgery antiforgery, TimeProvider clock, ILogger<SignInEndpoints> logger)
{
    private const string AuthenticatePath = "/login-actions/authenticate";
    private const string StylesheetPath = "/resources/sign-in.css";

    public static string StylesheetOf(string basePath) => basePath + StylesheetPath;

    public static void Map(WebApplication app)
    {
        app.MapMethods(ProtocolServices.AuthorizationPath, [HttpMethods.Get, HttpMethods.Post], (HttpContext context, SignInEndpoints signIn) => signIn.AuthorizeAsync(context));
        app.MapPost(AuthenticatePath, (HttpContext context, SignInEndpoints signIn) => signIn.AuthenticateAsync(context));
        app.MapGet(AuthenticatePath, (HttpContext context) => Results.Redirect(context.Request.PathBase + ProtocolServices.AuthorizationPath + context.Request.QueryString));
        app.MapGet(StylesheetPath, (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "max-age=300";
            return Results.Text(SignInStyles.Css, "text/css");
        });
    }

    /// <summary>The authorization endpoint, once OpenIddict has found the request right.</summary>
    private async Task<IResult> AuthorizeAsync(HttpContext context)
    {
        var texts = SignInTexts.For(context.Request);
        if (context.GetOpenIddictServerRequest() is not { } request || context.GetOpenIddictServerResponse() is { Error: not null })
        {
            return new PageResult(pages.Refused(texts, ReasonOf(context)), StatusCodes.Status400BadRequest);
        }

        SecurityHeaders.RememberClient(context, request.RedirectUri);
        var session = await BrowserSession.FindAsync(context, sessions);
        return SignInDecision.For(session?.SignedInAt, clock.GetUtcNow(), !request.HasPromptValue(PromptValues.None), request.HasPromptValue(PromptValues.Login), request.MaxAge) switch
        {
            SignInStep.Continue => Continue(request, session!),
            SignInStep.RefuseToAsk => Results.Forbid(
                new AuthenticationProperties(new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "Nobody is signed in.",
                }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]),
            _ => Form(context, texts, QueryOf(request), error: null, username: request.LoginHint),
        };
    }

    /// <summary>The form's answer: a session and back to the authorization endpoint, or the form with what is wrong.</summary>
    private async Task<IResult> AuthenticateAsync(HttpContext context)
    {
        var texts = SignInTexts.For(context.Request);
        var client = realm.FindClient(context.Request.Query[Parameters.ClientId]);
        if (client is null || !RedirectUris.Allows(client.RedirectUris, context.Request.Query[Parameters.RedirectUri]))
        {
            return new PageResult(pages.Refused(texts, "Invalid parameter: client_id or redirect_uri"), StatusCodes.Status400BadRequest);
        }

        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Form(context, texts, context.Request.QueryString, texts.FormExpired, username: null);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var username = form["username"].ToString().Trim();
        switch (attempts.Try(username, form["password"].ToString()))
        {
            case SignInOutcome.Succeeded { User: var user }:
                Log.SignedIn(logger, user.Username, client.ClientId);
                await BrowserSession.StartAsync(context, user, clock.GetUtcNow());
                context.Response.Headers.Location = context.Request.PathBase + ProtocolServices.AuthorizationPath + WithoutPrompt(context.Request.Query);
                return Results.StatusCode(StatusCodes.Status303SeeOther);
            case SignInOutcome.LockedOut { For: var wait }:
                Log.LockedOut(logger, client.ClientId, wait);
                return Form(context, texts, context.Request.QueryString, texts.WaitOf(wait), username);
            default:
                Log.Refused(logger, client.ClientId);
                return Form(context, texts, context.Request.QueryString, texts.WrongCredentials, username);
        }
    }

    private IResult Continue(OpenIddictRequest request, BrowserSession session)
    {
        var client = realm.FindClient(request.ClientId)!;
        var granted = new TokenSession(session.Subject, client.ClientId, session.SessionId, Guid.NewGuid().ToString("N"), session.SignedInAt);
        return Results.SignIn(
            granted.ToPrincipal(RequestedScopes.Granted(realm, client, request.GetScopes())),
            properties: null,
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private PageResult Form(HttpContext context, SignInTexts texts, QueryString query, string? error, string? username)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        var parameters = new QueryParameters(query);
        var action = context.Request.PathBase + AuthenticatePath + query;
        var client = realm.FindClient(parameters[Parameters.ClientId]);
        return new PageResult(
            pages.SignIn(texts, client?.Title ?? realm.Title, action, new FormToken(tokens.FormFieldName, tokens.RequestToken!), username, error),
            StatusCodes.Status200OK,
            parameters[Parameters.RedirectUri]);
    }

    private static string ReasonOf(HttpContext context) =>
        context.GetOpenIddictServerResponse() is { Error: { } error } response
            ? string.Create(CultureInfo.InvariantCulture, $"{error}: {response.ErrorDescription}")
            : Errors.InvalidRequest;

    private static QueryString QueryOf(OpenIddictRequest request) => QueryString.Create(
        request.GetParameters().SelectMany(parameter => ((ImmutableArray<string?>?)parameter.Value ?? []).Select(value => KeyValuePair.Create(parameter.Key, value))));

    /// <summary>The password has been asked for now.</summary>
    private static QueryString WithoutPrompt(IQueryCollection query) => new QueryBuilder(
        query.Where(parameter => parameter.Key != Parameters.Prompt).Select(parameter => KeyValuePair.Create(parameter.Key, (IEnumerable<string>)parameter.Value.OfType<string>()))
            .SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value)))).ToQueryString();

    private readonly struct QueryParameters(QueryString query)
    {
        private readonly Dictionary<string, StringValues> _values = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query.Value);

        public string? this[string name] => _values.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Username} signed in to {Client}.")]
        public static partial void SignedIn(ILogger logger, string username, string client);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in to {Client} was refused.")]
        public static partial void Refused(ILogger logger, string client);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in to {Client} was refused: locked out for {Wait}.")]
        public static partial void LockedOut(ILogger logger, string client, TimeSpan wait);
    }
}
