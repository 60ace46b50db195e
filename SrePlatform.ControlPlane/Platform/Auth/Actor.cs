using System.Security.Claims;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>What kind of thing acts.</summary>
internal enum ActorKind
{
    User,
    Service,
    Source,
    System,
}

/// <summary>Who does something; plain data that use cases take, wherever the caller was authenticated.</summary>
/// <param name="Kind">User, service, machine sender, or the platform itself.</param>
/// <param name="Id">Subject of a person or service, name of a machine sender.</param>
/// <param name="Name">What people call it; written to timelines and the audit log.</param>
internal sealed record Actor(ActorKind Kind, string Id, string Name)
{
    /// <summary>The platform acting on its own.</summary>
    public static readonly Actor System = new(ActorKind.System, "system", "system");

    public static Actor From(ClaimsPrincipal principal)
    {
        if (principal.FindFirstValue(SourceAuthentication.SourceClaim) is { } source)
        {
            return new Actor(ActorKind.Source, source, source);
        }

        var id = principal.FindFirstValue("sub") ?? "unknown";
        var name = principal.FindFirstValue("preferred_username") ?? id;
        var service = name.StartsWith("service-account-", StringComparison.Ordinal) || !Roles.People.Any(principal.IsInRole);
        return new Actor(service ? ActorKind.Service : ActorKind.User, id, name);
    }
}
