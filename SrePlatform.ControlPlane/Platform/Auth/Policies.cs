using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using ModelContextProtocol.AspNetCore.Authentication;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>
/// Who may do what. Policies of people and services name roles only: a route group decides the scheme, so that pages take the
/// cookie and <c>/api/v1</c> takes a bearer token and nothing else. Policies of machine senders name their scheme as well.
/// </summary>
internal static class Policies
{
    /// <summary>See everything: people of any role.</summary>
    public const string Read = nameof(Read);

    /// <summary>Read through the API: people of any role, and services with <c>context_read</c>.</summary>
    public const string Context = nameof(Context);

    /// <summary>Work on incidents: acknowledge, resolve, diagnose.</summary>
    public const string Operate = nameof(Operate);

    /// <summary>Ask for actions: people who work on incidents, and services with <c>approval_request</c>.</summary>
    public const string RequestActions = nameof(RequestActions);

    /// <summary>Edit resources and rules.</summary>
    public const string Manage = nameof(Manage);

    /// <summary>Everything that concerns the whole installation: users, teams.</summary>
    public const string Administer = nameof(Administer);

    /// <summary>The Assistant reporting back.</summary>
    public const string Callback = nameof(Callback);

    /// <summary>The schemes of <c>/api/v1</c>: a bearer token issued by the identity provider, or one that a person made here.</summary>
    public const string Api = nameof(Api);

    /// <summary>The schemes of <c>/mcp</c>: those of the API, and a challenge that says where tokens come from.</summary>
    public const string Mcp = nameof(Mcp);

    /// <summary>A machine sender of alerts.</summary>
    public const string Ingest = nameof(Ingest);

    /// <summary>A scraper asking for targets.</summary>
    public const string Discovery = nameof(Discovery);

    /// <summary>A pipeline reporting deployments.</summary>
    public const string Deployments = nameof(Deployments);

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Read, policy => policy.RequireRole(Roles.People));
        options.AddPolicy(Context, policy => policy.RequireRole([.. Roles.People, Roles.ContextRead]));
        options.AddPolicy(Operate, policy => policy.RequireRole(Roles.SuperAdmin, Roles.TeamManager, Roles.TeamMember));
        options.AddPolicy(RequestActions, policy => policy.RequireRole(Roles.SuperAdmin, Roles.TeamManager, Roles.TeamMember, Roles.ApprovalRequest));
        options.AddPolicy(Manage, policy => policy.RequireRole(Roles.SuperAdmin, Roles.TeamManager));
        options.AddPolicy(Administer, policy => policy.RequireRole(Roles.SuperAdmin));
        options.AddPolicy(Callback, policy => policy.RequireRole(Roles.ApprovalRequest));
        options.AddPolicy(Api, policy => policy.AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme, ApiTokenAuthentication.SchemeName).RequireAuthenticatedUser());
        options.AddPolicy(Mcp, policy => policy
            .AddAuthenticationSchemes(McpAuthenticationDefaults.AuthenticationScheme, JwtBearerDefaults.AuthenticationScheme, ApiTokenAuthentication.SchemeName).RequireAuthenticatedUser());
        AddSource(options, Ingest, "ingest");
        AddSource(options, Discovery, "discovery");
        AddSource(options, Deployments, "deployments");
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    }

    private static void AddSource(AuthorizationOptions options, string name, string scope) =>
        options.AddPolicy(name, policy => policy
            .AddAuthenticationSchemes(SourceAuthentication.SchemeName)
            .RequireClaim(SourceAuthentication.ScopeClaim, scope));
}
