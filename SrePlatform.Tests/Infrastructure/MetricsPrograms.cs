using Xunit;
#if LOCAL_ENGINE
using SrePlatform.AppHost.LocalEngine.Programs;
#endif

namespace SrePlatform.Tests.Infrastructure;

/// <summary>Finds VictoriaMetrics' programs: fetched as the local engine does it, or else installed ones.</summary>
internal static class MetricsPrograms
{
    public static Task<string> FindAsync(string program, CancellationToken cancellationToken) =>
#if LOCAL_ENGINE
        new ProgramStore(ProgramCache.Folder, new Progress<string>()).FindAsync(program, cancellationToken);
#else
        Task.FromResult((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{program} was not found: install the package victoria-metrics."));
#endif
}
