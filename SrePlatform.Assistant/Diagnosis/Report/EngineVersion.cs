using System.Reflection;

namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>Which version of the engine concluded, so that a replay can be compared.</summary>
internal static class EngineVersion
{
    public static string Current { get; } = typeof(EngineVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
