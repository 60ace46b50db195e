using System.Globalization;

namespace SrePlatform.AppHost.Topology;

/// <summary>Resources that the inventory holds from the first start.</summary>
internal static class SeededTargets
{
    /// <summary>Declares a resource that VictoriaMetrics scrapes at <paramref name="address"/>.</summary>
    public static IResourceBuilder<ProjectResource> WithTarget(this IResourceBuilder<ProjectResource> builder, SeededTarget target, EndpointReference address)
    {
        var number = builder.Resource.Annotations.OfType<SeededTarget>().Count();
        builder.WithAnnotation(target);
        var prefix = $"Seed__Targets__{number.ToString(CultureInfo.InvariantCulture)}__";
        return builder
            .WithEnvironment(prefix + "Name", target.Name)
            .WithEnvironment(prefix + "Service", target.Service)
            .WithEnvironment(prefix + "Kind", target.Kind)
            .WithEnvironment(prefix + "Environment", target.Environment)
            .WithEnvironment(prefix + "Team", target.Team)
            .WithEnvironment(prefix + "Criticality", target.Criticality)
            .WithEnvironment(prefix + "Address", ReferenceExpression.Create($"{address.Property(EndpointProperty.HostAndPort)}"));
    }
}

/// <summary>A resource of the inventory.</summary>
internal sealed record SeededTarget(string Name, string Service, string Kind, string Environment, string Team, string Criticality) : IResourceAnnotation;
