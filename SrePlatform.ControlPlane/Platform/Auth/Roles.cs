namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>Realm roles, as the identity provider names them.</summary>
internal static class Roles
{
    public const string SuperAdmin = "super_admin";
    public const string TeamManager = "team_manager";
    public const string TeamMember = "team_member";
    public const string Viewer = "viewer";
    public const string ContextRead = "context_read";
    public const string ApprovalRequest = "approval_request";

    public static readonly string[] People = [SuperAdmin, TeamManager, TeamMember, Viewer];
}
