namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>What discovery says about one resource.</summary>
internal sealed record ScrapeTarget(
    Guid Id, string Name, string Service, string Environment, string Team, string Address, string MetricsPath, IReadOnlyDictionary<string, string> Labels);
