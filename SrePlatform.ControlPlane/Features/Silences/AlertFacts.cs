using SrePlatform.ControlPlane.Features.Alerts;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>What a silence looks at in an alert: its labels, completed with what it was found to be about.</summary>
internal sealed record AlertFacts(IReadOnlyDictionary<string, string> Labels, string? Service, Guid? ResourceId)
{
    public static AlertFacts Of(Alert alert) => Of(alert.Labels, alert.Service, alert.ResourceId, alert.Resource, alert.Team, alert.Env);

    public static AlertFacts Of(AlertView alert) => Of(alert.Labels, alert.Service, alert.ResourceId, alert.Resource, alert.Team, alert.Env);

    private static AlertFacts Of(IReadOnlyDictionary<string, string> labels, string? service, Guid? resourceId, string? resource, string? team, string? env)
    {
        var all = new Dictionary<string, string>(labels, StringComparer.Ordinal);
        Add("service", service);
        Add("resource", resource);
        Add("resource_id", resourceId?.ToString());
        Add("team", team);
        Add("env", env);
        return new(all, service, resourceId);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                all.TryAdd(name, value);
            }
        }
    }
}
