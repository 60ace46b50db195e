namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>What a resource is; decides which charts it has.</summary>
internal enum ResourceKind
{
    Server,
    NetworkDevice,
    Database,
    Cache,
    Gateway,
    Service,
    Application,
}

/// <summary>How much it matters when this resource fails.</summary>
internal enum Criticality
{
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>Who said that this resource exists.</summary>
internal enum ResourceOrigin
{
    /// <summary>The installation's configuration; it comes back at the next start when deleted.</summary>
    Declared,

    /// <summary>A person or an API client.</summary>
    Manual,
}
