using System.Text.Json;
using System.Text.Json.Serialization;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>A runbook as it is written: what the front matter says, and the Markdown for people.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunbookDocument
{
    /// <summary>Names the runbook for good: small letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required RunbookKind Kind { get; init; }

    public required RunbookRisk Risk { get; init; }

    /// <summary>Where it may run; everywhere if empty.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Who answers for it.</summary>
    public string? Team { get; init; }

    /// <summary>Which proposals of a diagnosis it carries out; null if it is for people alone.</summary>
    public RunbookAnswers? Answers { get; init; }

    /// <summary>JSON Schema of the parameters; null if it takes none.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>What is acted on, for concurrency: two runs on the same target never overlap. Templates.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    public required RunbookAction Action { get; init; }

    /// <summary>Must hold when it is planned.</summary>
    public IReadOnlyList<RunbookCheck> Preconditions { get; init; } = [];

    public RunbookVerification? Verify { get; init; }

    public RunbookRevert? Revert { get; init; }

    /// <summary>What should be better afterwards. A template.</summary>
    public required string Expected { get; init; }

    /// <summary>Who may notice. A template.</summary>
    public required string BlastRadius { get; init; }

    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>Given only where doing it twice does no harm: it is tried again when it fails.</summary>
    public RunbookRetry? Retry { get; init; }

    /// <summary>The Markdown below the front matter.</summary>
    [JsonIgnore]
    public string Body { get; init; } = "";
}

/// <summary>A proposal that the runbook carries out.</summary>
/// <param name="Action">For example <c>rollback</c>.</param>
/// <param name="Services">Of which services; of all if empty.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunbookAnswers(string Action, IReadOnlyList<string>? Services = null);

/// <summary>What is done. Which members count depends on the kind.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunbookAction
{
    /// <summary>Name of a connection that the executor is configured with; it holds address and secret.</summary>
    public string? Connection { get; init; }

    public string? Method { get; init; }

    /// <summary>Path at the connection; values in <c>{braces}</c> are encoded.</summary>
    public string? Path { get; init; }

    public JsonElement? Body { get; init; }

    /// <summary>Program that runs the script: <c>/bin/sh</c>, <c>/bin/bash</c> or <c>/usr/bin/python3</c>.</summary>
    public string? Interpreter { get; init; }

    /// <summary>The script or playbook itself; parameters reach it as arguments and never become part of it.</summary>
    public string? Script { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Megabytes of memory that a script may use.</summary>
    public int MemoryMegabytes { get; init; } = 256;

    /// <summary>Processes and threads that a script may have at once.</summary>
    public int Processes { get; init; } = 64;

    /// <summary>Megabytes that a script may write; they are gone afterwards.</summary>
    public int DiskMegabytes { get; init; } = 64;

    /// <summary>Secrets of the platform by the names of the variables that a script finds them in.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();
}

/// <summary>How often something that is safe to repeat is tried again.</summary>
/// <param name="Times">Beyond the first.</param>
/// <param name="WaitSeconds">In between.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunbookRetry(int Times, int WaitSeconds = 5);

/// <summary>A query and what its greatest value may be.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunbookCheck
{
    public required string Name { get; init; }

    /// <summary>MetricsQL with parameters in <c>{{double braces}}</c>.</summary>
    public required string Query { get; init; }

    public double? AtMost { get; init; }

    public double? AtLeast { get; init; }

    public string Unit { get; init; } = "";

    /// <summary>Whether a value is good.</summary>
    public bool Holds(double value) => !double.IsNaN(value) && (AtMost is not { } most || value <= most) && (AtLeast is not { } least || value >= least);
}

/// <summary>How success is told.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunbookVerification
{
    /// <summary>How long it may take until everything is well.</summary>
    public int WithinSeconds { get; init; } = 300;

    /// <summary>Whether the alerts of the incident have to resolve.</summary>
    public bool AlertsResolved { get; init; } = true;

    public IReadOnlyList<RunbookCheck> Queries { get; init; } = [];
}

/// <summary>How it is undone: the same runbook or another one, with these parameters.</summary>
/// <param name="Runbook">Its name; the same one if null.</param>
/// <param name="Parameters">Templates.</param>
/// <param name="Automatic">Whether it is proposed by itself when things get worse.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunbookRevert(IReadOnlyDictionary<string, string> Parameters, string? Runbook = null, bool Automatic = true);
