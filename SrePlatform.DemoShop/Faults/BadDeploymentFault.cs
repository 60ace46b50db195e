using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.Faults;

/// <summary>A new version is running in which three charges in ten fail; switching it off is the rollback.</summary>
internal sealed class BadDeploymentFault(string name, RunningVersion version) : ShopFault(name)
{
    /// <summary>The version that fails.</summary>
    public const string BadVersion = "v2.3.1";

    private const double FailingShare = 0.3;

    public override ValueTask<int?> MeetAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<int?>(Random.Shared.NextDouble() < FailingShare ? StatusCodes.Status500InternalServerError : null);

    protected override void Start() => version.Current = BadVersion;

    protected override void Stop() => version.Current = version.Released;
}
