namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>A named procedure; what it does is in its versions, of which one that was reviewed is current.</summary>
internal sealed class Runbook
{
    private Runbook()
    {
    }

    public Runbook(string name, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name;
        CreatedAt = now;
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Title { get; private set; } = "";

    public RunbookKind Kind { get; private set; }

    public RunbookRisk Risk { get; private set; }

    /// <summary>The version that may run; null until one was reviewed.</summary>
    public int? CurrentVersion { get; private set; }

    public int LatestVersion { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Since when it may not be used any more.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    public uint Version { get; private set; }

    public RunbookState State => RetiredAt is not null ? RunbookState.Retired : CurrentVersion == LatestVersion ? RunbookState.Usable : RunbookState.Waiting;

    /// <summary>Adds a version that waits for its review.</summary>
    public RunbookVersion Write(RunbookDocument document, string content, string author, string authorId, string? comment, DateTimeOffset now)
    {
        LatestVersion++;
        UpdatedAt = now;
        if (CurrentVersion is null)
        {
            Describe(document);
        }

        return new RunbookVersion(Id, LatestVersion, content, author, authorId, comment, now);
    }

    /// <summary>Makes a reviewed version the one that runs.</summary>
    public void MakeCurrent(int number, RunbookDocument document, DateTimeOffset now)
    {
        CurrentVersion = number;
        UpdatedAt = now;
        Describe(document);
    }

    /// <summary>It may not be used any more; its versions stay.</summary>
    public void Retire(DateTimeOffset now) => (RetiredAt, UpdatedAt) = (now, now);

    /// <summary>It may be used again.</summary>
    public void Reinstate(DateTimeOffset now) => (RetiredAt, UpdatedAt) = (null, now);

    private void Describe(RunbookDocument document) => (Title, Kind, Risk) = (document.Title, document.Kind, document.Risk);
}
