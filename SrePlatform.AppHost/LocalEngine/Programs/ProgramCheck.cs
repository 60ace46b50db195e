namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>Whether a program that is there also runs: it is asked for its version.</summary>
internal sealed class ProgramCheck(IReadOnlyDictionary<string, string> environment, bool mustServeOthers)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    /// <summary>Runs <c>--version</c>.</summary>
    public async Task<ProgramVersion> AskAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return new(null, "is not there");
        }

        var result = await Command.RunAsync(file, ["--version"], new CommandOptions(_limit, environment), cancellationToken);
        return result.Succeeded ? new(result.Output + result.Error, null) : new(null, $"does not run: {result.Explain()}");
    }

    /// <summary>Asks every program of PostgreSQL in a folder, and whether the user that the server will run as can use it.</summary>
    public async Task<ProgramVersion> AskPostgresAsync(string bin, string? requiredMajor, CancellationToken cancellationToken)
    {
        if (mustServeOthers && CacheFolder.FirstFolderClosedToOthers(bin) is { } closed)
        {
            return new(null, $"is of no use: PostgreSQL refuses to run as root, and no other user can enter {closed}");
        }

        var version = new ProgramVersion(null, "is empty");
        foreach (var program in PostgresPrograms.All.Reverse())
        {
            version = await AskAsync(Path.Combine(bin, program), cancellationToken);
            if (version.Problem is not null)
            {
                return version with { Problem = $"has a {program} that {version.Problem}" };
            }
        }

        var major = PostgresPrograms.MajorOf(version.Text ?? "");
        return requiredMajor is null || major == requiredMajor
            ? version
            : new(null, $"is version {major ?? "unknown"}, and the data needs {requiredMajor}");
    }
}

/// <summary>What a program says about its version, or else what is wrong with it.</summary>
internal sealed record ProgramVersion(string? Text, string? Problem);
