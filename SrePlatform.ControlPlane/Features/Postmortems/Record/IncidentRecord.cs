namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>Where an item of a record is from.</summary>
internal enum RecordKind
{
    Event,
    Alert,
    Deployment,
    Approval,
    Execution,
    Diagnosis,
    Claim,
    Observation,
    Objective,
    Measurement,
    Incident,
    Grade,
}

/// <summary>One thing that is on record about an incident, and can be cited.</summary>
/// <param name="Code">Such as <c>E3</c>: unique within the record.</param>
/// <param name="Text">What it says, in a sentence.</param>
/// <param name="Link">Where it can be seen; a path of this site.</param>
/// <param name="Detail">For a measurement the query; what it rests on.</param>
internal sealed record RecordItem(string Code, RecordKind Kind, DateTimeOffset? At, string Text, string? Link, string? Detail = null);

/// <summary>The parts of a postmortem, in order.</summary>
internal enum PostmortemSection
{
    Summary,
    Impact,
    Timeline,
    Cause,
    Helped,
    Hindered,
    Lessons,
}

/// <summary>A sentence with what it rests on. There is none without.</summary>
internal sealed record Statement
{
    public Statement(PostmortemSection section, string text, IReadOnlyList<string> cites)
    {
        if (cites.Count == 0)
        {
            throw new ArgumentException("A sentence of a draft cites its record.", nameof(cites));
        }

        (Section, Text, Cites) = (section, text, cites);
    }

    public PostmortemSection Section { get; }

    public string Text { get; }

    /// <summary>Codes of items.</summary>
    public IReadOnlyList<string> Cites { get; }

    /// <summary>When it was, for the timeline.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>Something to do that follows from what hindered.</summary>
internal sealed record Suggestion(string Text, IReadOnlyList<string> Cites);

/// <summary>Everything that is known about an incident, as sentences and what they rest on.</summary>
internal sealed record IncidentRecord(
    Guid IncidentId, string Reference, string Title, string Language, IReadOnlyList<RecordItem> Items, IReadOnlyList<Statement> Statements, IReadOnlyList<Suggestion> Suggestions,
    IReadOnlyList<string> Rules, string? CauseService, CauseKind CauseKind);
