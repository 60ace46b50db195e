using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>Bearer tokens of machine senders (vmalert, Alertmanager, CI): each scoped to one thing, none valid on <c>/api/v1</c>.</summary>
internal sealed class SourceAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SourceTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Source";
    public const string SourceClaim = "source";
    public const string ScopeClaim = "source_scope";

    private const string Prefix = "Bearer ";
    private const int LongestToken = 512;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var token = header[Prefix.Length..].Trim();
        if (token.Length is 0 or > LongestToken || await tokens.FindAsync(token, Context.RequestAborted) is not { } source)
        {
            return AuthenticateResult.Fail("The token of this source is not known.");
        }

        var identity = new ClaimsIdentity([new(SourceClaim, source.Name), new(ScopeClaim, source.Scope)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemResponse.WriteAsync(Context, StatusCodes.Status401Unauthorized, "Send the token of a known source as a bearer token.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemResponse.WriteAsync(Context, StatusCodes.Status403Forbidden, "The token of this source is meant for something else.");
}
