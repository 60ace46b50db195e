namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>A resource as the API shows it.</summary>
/// <param name="Version">Send it back as <c>If-Match</c> or <c>version</c> to change the resource.</param>
internal sealed record ResourceResponse(
    Guid Id,
    string Name,
    ResourceKind Kind,
    string Service,
    string Environment,
    string Team,
    Criticality Criticality,
    string? Address,
    string MetricsPath,
    string? SnmpModule,
    string? SnmpAuth,
    IReadOnlyDictionary<string, string> Labels,
    ResourceOrigin Origin,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? RetiredAt,
    uint Version)
{
    public static ResourceResponse Of(Resource resource) => new(
        resource.Id, resource.Name, resource.Kind, resource.Service, resource.Environment, resource.Team, resource.Criticality, resource.Address,
        resource.MetricsPath, resource.SnmpModule, resource.SnmpAuth, resource.Labels, resource.Origin, resource.CreatedAt, resource.UpdatedAt, resource.RetiredAt, resource.Version);
}

/// <summary>A resource as a client writes it. What is left out takes its default.</summary>
/// <param name="Version">The version that was read, unless <c>If-Match</c> says it.</param>
internal sealed record ResourceRequest(
    string? Name,
    ResourceKind? Kind,
    string? Service,
    string? Environment,
    string? Team,
    Criticality? Criticality,
    string? Address,
    string? MetricsPath,
    string? SnmpModule,
    string? SnmpAuth,
    Dictionary<string, string>? Labels,
    uint? Version)
{
    public ResourceDraft Draft() => new()
    {
        Name = Name,
        Kind = Kind,
        Service = Service,
        Environment = Environment,
        Team = Team,
        Criticality = Criticality,
        Address = Address,
        MetricsPath = MetricsPath,
        SnmpModule = SnmpModule,
        SnmpAuth = SnmpAuth,
        Labels = Labels,
    };
}
