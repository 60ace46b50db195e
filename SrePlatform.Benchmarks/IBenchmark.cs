namespace SrePlatform.Benchmarks;

/// <summary>One question about speed or memory, asked by name.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in one line.</summary>
    string Description { get; }

    /// <summary>Measures, and prints what was found.</summary>
    Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken);
}
