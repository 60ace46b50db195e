namespace SrePlatform.ControlPlane.Persistence;

/// <summary>Rows that a feature needs from the start. Runs at every migration in <see cref="Order"/>, so it must be repeatable.</summary>
internal interface IDatabaseSeed
{
    /// <summary>Lower runs first; features that build on others' rows take higher numbers.</summary>
    int Order { get; }

    /// <summary>Adds or updates the rows; the caller saves and owns the transaction.</summary>
    Task SeedAsync(SreDbContext context, IConfiguration configuration, CancellationToken cancellationToken);
}
