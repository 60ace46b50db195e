namespace SrePlatform.Tests.Hostile;

/// <summary>Settings under which one caller may send thousands of requests.</summary>
internal static class HostileSettings
{
    /// <summary>Random requests for each operation.</summary>
    public const int FuzzedTimes = 150;

    public static readonly IReadOnlyDictionary<string, string?> NoLimits = new Dictionary<string, string?>
    {
        ["RateLimits:RequestsPerMinute"] = "1000000",
        ["RateLimits:StartsPerMinute"] = "1000000",
        ["RateLimits:ChangesPerMinute"] = "1000000",
        ["RateLimits:AnonymousRequestsPerMinute"] = "1000000",
    };
}
