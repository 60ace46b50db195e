using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>How a service looks at a glance.</summary>
internal enum ServiceHealth
{
    Ok,
    Slow,
    Failing,
    Away,
    Idle,
}

/// <summary>Decides how a service looks.</summary>
internal static class ServiceHealthDecision
{
    private const double FailingFrom = 0.02;
    private const double SlowFromSeconds = 0.2;

    public static ServiceHealth Of(ServiceState? state) => state switch
    {
        null => ServiceHealth.Away,
        { P95Seconds: null } => ServiceHealth.Idle,
        { ErrorShare: >= FailingFrom } => ServiceHealth.Failing,
        { P95Seconds: >= SlowFromSeconds } => ServiceHealth.Slow,
        _ => ServiceHealth.Ok,
    };

    /// <summary>A sign that tells the states apart without colour.</summary>
    public static string Sign(this ServiceHealth health) => health switch
    {
        ServiceHealth.Ok => "✓",
        ServiceHealth.Slow => "◷",
        ServiceHealth.Failing => "✕",
        ServiceHealth.Away => "?",
        ServiceHealth.Idle => "–",
        _ => throw new ArgumentOutOfRangeException(nameof(health)),
    };
}
