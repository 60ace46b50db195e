#if LOCAL_ENGINE
using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using SrePlatform.AppHost.LocalEngine.Programs;

namespace SrePlatform.Tests.AppHost.Programs;

/// <summary>A cache folder of one test, which other users may enter, and what the store said while it worked.</summary>
internal sealed class ScratchCache : IDisposable, IProgress<string>
{
    /// <summary>Variables that send apt and npm to a port where nobody listens.</summary>
    public static readonly IReadOnlyDictionary<string, string> NoNetwork = new Dictionary<string, string>
    {
        ["http_proxy"] = "http://127.0.0.1:9",
        ["https_proxy"] = "http://127.0.0.1:9",
        ["npm_config_registry"] = "http://127.0.0.1:9",
    };

    private readonly ConcurrentQueue<string> _said = [];

    public ScratchCache()
    {
        Folder = Directory.CreateTempSubdirectory("sre-platform-programs-").FullName;
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    public string Folder { get; }

    public IEnumerable<string> Said => _said;

    public IEnumerable<string> Downloads => _said.Where(line => line.StartsWith("downloading", StringComparison.Ordinal));

    public static Task<CommandResult> RunAsync(string program, params string[] arguments) =>
        Command.RunAsync(program, arguments, new CommandOptions(TimeSpan.FromMinutes(1), ReadOnlyDictionary<string, string>.Empty), Xunit.TestContext.Current.CancellationToken);

    public ProgramStore Store(ProgramSearch search, IReadOnlyDictionary<string, string>? environment = null) =>
        new(Folder, this, new ProgramStoreOptions { Search = search, Environment = environment ?? ReadOnlyDictionary<string, string>.Empty });

    public void Report(string value) => _said.Enqueue(value);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
#endif
