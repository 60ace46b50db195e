using System.Collections.ObjectModel;

namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>What the store takes from its surroundings.</summary>
internal sealed record ProgramStoreOptions
{
    /// <summary>Where installed programs are looked for.</summary>
    public ProgramSearch Search { get; init; } = ProgramSearch.OfThisMachine();

    /// <summary>Variables for the commands that fetch, beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>True when PostgreSQL will run as another user than this process, which it does when that is root.</summary>
    public bool PostgresRunsAsOtherUser { get; init; } = System.Environment.IsPrivilegedProcess;

    /// <summary>The clock that waiting for another process goes by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
