using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>The units of signals, as charts and messages name them.</summary>
internal static class Units
{
    public const string PerSecond = "per_second";
    public const string Share = "share";
    public const string Seconds = "seconds";
    public const string Cores = "cores";
    public const string Bytes = "bytes";
    public const string Items = "items";
    public const string None = "";

    public static string Of(string signal) => signal switch
    {
        Signals.RequestRate => PerSecond,
        Signals.ErrorShare or Signals.PeerErrorShare or Signals.Availability => Share,
        Signals.LatencyP95 or Signals.PeerLatency => Seconds,
        Signals.Cpu => Cores,
        Signals.Memory => Bytes,
        Signals.QueueDepth => Items,
        _ => None,
    };
}
