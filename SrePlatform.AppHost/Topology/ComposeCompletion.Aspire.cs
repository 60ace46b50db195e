using System.Text.RegularExpressions;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;

namespace SrePlatform.AppHost.Topology;

/// <summary>What Aspire leaves out of a Compose file: health checks and waiting for them, restarts, writable volumes, secrets that must be given.</summary>
internal static partial class ComposeCompletion
{
    private const string Completed = "service_completed_successfully";
    private const string Started = "service_started";
    private const string Healthy = "service_healthy";
    private const string ControlPlane = "control-plane";
    private const string VolumeOwner = "volume-owner";
    private const string ApplicationUser = "1654:1654"; // app, in .NET's images

    public static void Complete(ComposeFile file, IReadOnlyDictionary<string, Healthcheck> health)
    {
        ArgumentNullException.ThrowIfNull(file);
        var once = file.Services.Values.SelectMany(service => service.DependsOn)
            .Where(dependency => dependency.Value.Condition == Completed).Select(dependency => dependency.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, service) in file.Services)
        {
            service.Healthcheck ??= health.GetValueOrDefault(name);
            service.Restart ??= once.Contains(name) ? "on-failure" : "unless-stopped";
            service.Image = service.Image is { } image ? Placeholder().Replace(image, $"$${{$1:-{name}:latest}}") : null;
            foreach (var (variable, value) in service.Environment.ToList())
            {
                service.Environment[variable] = Placeholder().Replace(value, "$${$1:?set $1 in .env}");
            }
        }

        foreach (var dependency in file.Services.Values.SelectMany(service => service.DependsOn))
        {
            if (dependency.Value.Condition == Started && file.Services.GetValueOrDefault(dependency.Key)?.Healthcheck is not null)
            {
                dependency.Value.Condition = Healthy;
            }
        }

        OwnVolumes(file);
    }

    /// <summary>A new volume belongs to root; the Control Plane does not run as root.</summary>
    private static void OwnVolumes(ComposeFile file)
    {
        var owner = new Service
        {
            Name = VolumeOwner,
            Image = "busybox:1.37.0",
            User = "0:0",
            Restart = "on-failure",
            Command = ["chown", "-R", ApplicationUser, Publishing.DataTarget, Publishing.RulesTarget, Publishing.PlanKeyTarget],
            Networks = [.. file.Services[ControlPlane].Networks],
        };
        owner.AddVolumes(file.Services[ControlPlane].Volumes);
        foreach (var volume in new[] { Publishing.DataVolume, Publishing.RulesVolume, Publishing.PlanKeyVolume }.Where(volume => !file.Volumes.ContainsKey(volume)))
        {
            file.AddVolume(new Volume { Name = volume, Driver = "local" });
        }

        file.AddService(owner);
        file.Services[ControlPlane].DependsOn[VolumeOwner] = new ServiceDependency { Condition = Completed };
    }

    [GeneratedRegex(@"\$\{([A-Z][A-Z0-9_]*)\}")]
    private static partial Regex Placeholder();
}
