using SrePlatform.ControlPlane.Features.AlertRules.Building;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>A condition over time series that vmalert evaluates for us.</summary>
internal sealed class AlertRule
{
    public const int LongestDetail = 1_000;

    private AlertRule()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Group { get; private set; } = "";

    public string Expression { get; private set; } = "";

    /// <summary>The rule at further severities.</summary>
    public IReadOnlyList<RuleVariant> Further { get; private set; } = [];

    /// <summary>The conditions that the expressions were written from.</summary>
    public RuleBuilder? Builder { get; private set; }

    public int ForSeconds { get; private set; }

    public int? IntervalSeconds { get; private set; }

    public RuleSeverity Severity { get; private set; }

    public IReadOnlyDictionary<string, string> Labels { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; private set; } = new Dictionary<string, string>();

    public bool Enabled { get; private set; } = true;

    public RuleOrigin Origin { get; private set; }

    public RuleSyncState SyncState { get; private set; }

    /// <summary>Why it is in that state.</summary>
    public RuleSyncReason SyncReason { get; private set; }

    /// <summary>What the reason's source said, in its words.</summary>
    public string? SyncDetail { get; private set; }

    /// <summary>When vmalert was last seen to have it.</summary>
    public DateTimeOffset? SyncedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>; delivery's notes move it too.</summary>
    public uint Version { get; private set; }

    /// <summary>Moves when a person changes the rule, in microseconds as the database keeps them; forms post it back so that a stale one is refused.</summary>
    public long Edition => UpdatedAt.UtcTicks / TimeSpan.TicksPerMicrosecond;

    public static AlertRule Create(AlertRuleDefinition definition, RuleOrigin origin, DateTimeOffset now)
    {
        var rule = new AlertRule { Id = Guid.CreateVersion7(now), Origin = origin, CreatedAt = now };
        rule.Define(definition, now);
        return rule;
    }

    public AlertRuleDefinition Definition() => new(
        Name, Group, Expression, TimeSpan.FromSeconds(ForSeconds), Severity, Labels, Annotations,
        IntervalSeconds is { } interval ? TimeSpan.FromSeconds(interval) : null)
    {
        Further = Further,
        Builder = Builder,
    };

    /// <summary>Replaces what the rule says, and waits for vmalert to see it if that is something else.</summary>
    public void Define(AlertRuleDefinition definition, DateTimeOffset now)
    {
        if (SameAs(definition))
        {
            return;
        }

        Name = definition.Name;
        Group = definition.Group;
        Expression = definition.Expression;
        Further = definition.Further;
        Builder = definition.Builder;
        ForSeconds = (int)definition.For.TotalSeconds;
        IntervalSeconds = (int?)definition.Interval?.TotalSeconds;
        Severity = definition.Severity;
        Labels = definition.Labels;
        Annotations = definition.Annotations;
        UpdatedAt = now;
        (SyncState, SyncReason, SyncDetail) = (RuleSyncState.Pending, RuleSyncReason.NotDelivered, null);
    }

    /// <summary>Turns it on or off; delivery follows. False if it is so already.</summary>
    public bool Switch(bool enabled, DateTimeOffset now)
    {
        if (Enabled == enabled)
        {
            return false;
        }

        (Enabled, UpdatedAt) = (enabled, now);
        (SyncState, SyncReason, SyncDetail) = (RuleSyncState.Pending, RuleSyncReason.NotDelivered, null);
        return true;
    }

    /// <summary>Records what delivery found.</summary>
    public void Synced(RuleSync sync, DateTimeOffset now)
    {
        if (sync.State is RuleSyncState.Fresh && SyncState is not RuleSyncState.Fresh)
        {
            SyncedAt = now;
        }

        (SyncState, SyncReason, SyncDetail) = (sync.State, sync.Reason, sync.Detail is { Length: > LongestDetail } detail ? detail[..LongestDetail] : sync.Detail);
    }

    private bool SameAs(AlertRuleDefinition other) =>
        Name == other.Name && Further.SequenceEqual(other.Further) && Group == other.Group && Expression == other.Expression && ForSeconds == (int)other.For.TotalSeconds
        && IntervalSeconds == (int?)other.Interval?.TotalSeconds && Severity == other.Severity && Same(Labels, other.Labels) && Same(Annotations, other.Annotations);

    private static bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
