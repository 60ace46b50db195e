using System.Security.Claims;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Mcp;

/// <summary>Who calls a tool, and what they may see: that of the request, as everywhere in the API.</summary>
internal sealed class McpCaller(IHttpContextAccessor http, IConfiguration configuration)
{
    private readonly HttpContext _request = http.HttpContext ?? throw new InvalidOperationException("Tools are called by requests.");

    public Scope Scope => _request.Scope();

    public ClaimsPrincipal Principal => _request.User;

    public Actor Actor => Actor.From(_request.User);

    /// <summary>Where people see what a tool speaks of.</summary>
    public string Link(string path) => configuration["PublicUrl"] is { Length: > 0 } site
        ? site.TrimEnd('/') + path
        : $"{_request.Request.Scheme}://{_request.Request.Host}{path}";
}
