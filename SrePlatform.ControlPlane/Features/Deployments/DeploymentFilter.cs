using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>Which deployments.</summary>
internal sealed record DeploymentFilter(string? Service, string? Environment, DeploymentStatus? Status, DateTimeOffset? Since, DateTimeOffset? Until)
{
    public bool IsNarrowed => (Service, Environment, Status, Since, Until) != (null, null, null, null, null);

    public static DeploymentFilter Read(IQueryCollection query, QueryReader reader) => new(
        reader.Text("service", query["service"]),
        reader.Text("environment", query["environment"]),
        reader.Choice<DeploymentStatus>("status", query["status"]),
        reader.Time("since", query["since"]),
        reader.Time("until", query["until"]));
}
