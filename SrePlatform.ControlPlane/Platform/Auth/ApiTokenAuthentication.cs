using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ServiceDefaults.Authentication;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>
/// Tokens of people on <c>/api/v1</c>, beside those of the identity provider. What the owner may is what their roles were at the last
/// sign-in; a token never has more. Refusals are written by the scheme of the identity provider, so that there is one answer.
/// </summary>
internal sealed class ApiTokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, NpgsqlDataSource database)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiToken";

    /// <summary>Says that an administrator's token sees everything although it may not change everything.</summary>
    private const string SeesAllClaim = "sre_sees_all";

    private const string Bearer = "Bearer ";
    private const int Length = 47;

    // The use is noted at most once a minute, so that a busy token writes hardly ever.
    private const string Sql =
        """
        WITH found AS (
            SELECT t.id, t.access, u.sub, u.name, u.roles, u.groups, t.last_used_at
            FROM control.api_token t JOIN control.user_profile u ON u.sub = t.sub
            WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
        ),
        used AS (
            UPDATE control.api_token t SET last_used_at = now() FROM found
            WHERE t.id = found.id AND (found.last_used_at IS NULL OR found.last_used_at < now() - interval '1 minute')
        )
        SELECT access, sub, name, roles, groups FROM found
        """;

    /// <summary>Whether somebody is an administrator, or comes with the token of one.</summary>
    public static bool SeesAll(ClaimsPrincipal person) =>
        person.IsInRole(Roles.SuperAdmin) || person.Identities.Any(identity => identity.AuthenticationType == SchemeName && identity.HasClaim(SeesAllClaim, "yes"));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer + ApiToken.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var secret = header[Bearer.Length..].Trim();
        if (secret.Length != Length)
        {
            return AuthenticateResult.Fail("This is no token of this service.");
        }

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = ApiToken.HashOf(secret) });
        await using var row = await command.ExecuteReaderAsync(Context.RequestAborted);
        if (!await row.ReadAsync(Context.RequestAborted))
        {
            return AuthenticateResult.Fail("The token is not known, was revoked, or has expired.");
        }

        var owned = row.GetFieldValue<string[]>(3);
        var identity = new ClaimsIdentity(
            [
                new("sub", row.GetString(1)),
                new("preferred_username", row.GetString(2)),
                .. RolesOf(EnumsAsText.Parse<TokenAccess>(row.GetString(0)), owned).Select(role => new Claim(RealmRoles.ClaimType, role)),
                .. row.GetFieldValue<string[]>(4).Select(group => new Claim("groups", group)),
                new(SeesAllClaim, owned.Contains(Roles.SuperAdmin) ? "yes" : "no"),
            ],
            SchemeName, "preferred_username", RealmRoles.ClaimType);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    /// <summary>What is left of the owner's roles.</summary>
    internal static IEnumerable<string> RolesOf(TokenAccess access, IReadOnlyCollection<string> owned) => access switch
    {
        _ when owned.Count == 0 => [],
        TokenAccess.Manage => owned,
        TokenAccess.Operate when owned.Any(role => role is Roles.SuperAdmin or Roles.TeamManager or Roles.TeamMember) => [Roles.TeamMember],
        TokenAccess.Operate or TokenAccess.Read => [Roles.Viewer],
        _ => throw new ArgumentOutOfRangeException(nameof(access), access, "There is no such access."),
    };

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Task.CompletedTask;

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Task.CompletedTask;
}
