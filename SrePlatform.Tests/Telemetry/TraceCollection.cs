using Xunit;

namespace SrePlatform.Tests.Telemetry;

/// <summary>Every OpenTelemetry provider of a process exports the spans of all its tests: a test of a whole trace runs beside none of them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TraceCollection
{
    public const string Name = "Trace";
}
