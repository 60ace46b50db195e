namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>How often metrics are read and rules evaluated (<c>Intervals:Seconds</c>): 15 s unless the installation says otherwise.</summary>
internal sealed record ScrapeInterval(TimeSpan Value)
{
    private const double DefaultSeconds = 15;

    /// <exception cref="InvalidOperationException">The setting is not a number of seconds between 0.1 and 3600.</exception>
    public static ScrapeInterval From(IConfiguration configuration)
    {
        var seconds = configuration.GetValue("Intervals:Seconds", DefaultSeconds);
        return seconds is >= 0.1 and <= 3600
            ? new(TimeSpan.FromSeconds(seconds))
            : throw new InvalidOperationException($"Intervals:Seconds is {seconds}; it can be 0.1 to 3600.");
    }
}
