using System.Text.Json.Serialization;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

/// <summary>Asks the Assistant why alerts fire; as <c>docs/api/assistant.json</c> says.</summary>
internal sealed record StartAlerts(IReadOnlyList<Guid> AlertIds, Guid? IncidentId, int? Generation, string RequestedBy)
{
    public const string Path = "/api/v1/diagnostics/alerts";

    /// <summary>What the asker sees; left out for those who see everything.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RequesterScope? RequesterScope { get; init; }
}

/// <summary>Asks the Assistant how services do.</summary>
internal sealed record StartDeployment(IReadOnlyList<string> AffectedServices, string Severity, string RequestedBy)
{
    public const string Path = "/api/v1/diagnostics/deployment";

    /// <summary>When it is thought to have begun; left out for "now".</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeploymentContext? Context { get; init; }

    /// <summary>What the asker sees; left out for those who see everything.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RequesterScope? RequesterScope { get; init; }
}

internal sealed record DeploymentContext(AskedTime TimeRange);

internal sealed record AskedTime(DateTimeOffset Start);

/// <summary>Asks the Assistant a free question.</summary>
internal sealed record StartQuestion(string Query, QuestionContext Context, string RequestedBy)
{
    public const string Path = "/api/v1/execute";

    /// <summary>What the asker sees; left out for those who see everything.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RequesterScope? RequesterScope { get; init; }
}

/// <param name="ServiceName">What it is about, where the words do not say.</param>
/// <param name="SessionId">The session that it goes on from.</param>
internal sealed record QuestionContext(string? ServiceName, Guid? SessionId);

/// <summary>Asks the Assistant how much is used, and when it is used up.</summary>
internal sealed record StartCapacity(IReadOnlyList<string> ResourceIds, string MetricType, int? ForecastDays, string RequestedBy)
{
    public const string Path = "/api/v1/diagnostics/capacity";

    /// <summary>What the asker sees; left out for those who see everything.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RequesterScope? RequesterScope { get; init; }
}

/// <summary>What a person thinks of a diagnosis.</summary>
internal sealed record SendGrade(string Grade, string? CorrectedCause, string? Comment, string RequestedBy);

/// <summary>Something for the Assistant's knowledge base.</summary>
/// <param name="Kind">runbook, incident, postmortem or note.</param>
/// <param name="Reference">What identifies it here.</param>
internal sealed record StoreKnowledge(string Kind, string Reference, string Title, string Body, IReadOnlyList<string> Services)
{
    public const int LongestTitle = 300;
    public const int LongestBody = 60_000;
}

/// <summary>What became of a request that the Assistant made.</summary>
/// <param name="State">approved, rejected, expired, withdrawn or void.</param>
internal sealed record ApprovalDecided(string State, string? Reason, DateTimeOffset At, Guid? SessionId, string? Reference);

/// <summary>The Assistant's answer when it has stored a session.</summary>
internal sealed record SessionAccepted(Guid SessionId);

/// <summary>How far the Assistant says that it is.</summary>
/// <param name="Status">accepted, processing, completed, failed or cancelled.</param>
internal sealed record SessionStatus(Guid SessionId, string Status, int Progress, string? CurrentStep, string? Error);
