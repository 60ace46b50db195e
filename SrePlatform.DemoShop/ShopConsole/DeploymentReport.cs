namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>A deployment as the Control Plane's webhook takes it.</summary>
internal sealed record DeploymentReport(
    string Service,
    string Version,
    string? PreviousVersion,
    string Environment,
    string DeployedBy,
    string Commit,
    string Description,
    string Status,
    DateTimeOffset DeployedAt);
