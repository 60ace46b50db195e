using SrePlatform.ControlPlane.Features.AlertRules;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

[Trait("Category", "Unit")]
public sealed class RuleSyncDecisionTests
{
    private static readonly LoadedRule Loaded = new(
        "shop", "Service is slow", "latency{service!=\"\"} > 0.5", 8,
        new Dictionary<string, string> { ["owner"] = "shop", ["severity"] = "warning" },
        new Dictionary<string, string> { ["summary"] = "{{ $labels.service }} is slow: {{ humanizeDuration $value }}" },
        null);

    [Fact]
    public void A_rule_that_vmalert_has_as_stored_is_fresh() =>
        Assert.Equal((RuleSyncState.Fresh, RuleSyncReason.Evaluated), Decide(true, Loaded));

    [Fact]
    public void A_rule_that_vmalert_has_otherwise_or_not_at_all_is_pending()
    {
        Assert.Equal((RuleSyncState.Pending, RuleSyncReason.WaitingForVmalert), Decide(true, null));
        Assert.Equal((RuleSyncState.Pending, RuleSyncReason.WaitingForVmalert), Decide(true, Loaded with { Query = "latency > 1" }));
        Assert.Equal((RuleSyncState.Pending, RuleSyncReason.WaitingForVmalert), Decide(true, Loaded with { ForSeconds = 9 }));
        Assert.Equal((RuleSyncState.Pending, RuleSyncReason.WaitingForVmalert), Decide(true, Loaded with { Labels = new Dictionary<string, string>() }));
    }

    [Fact]
    public void A_rule_that_vmalert_fails_to_evaluate_says_what_it_said() =>
        Assert.Equal("too many series", RuleSyncDecision.Decide(Rules.Slow, true, Loaded with { LastError = "too many series" }).Detail);

    [Fact]
    public void A_rule_that_is_off_is_fresh_once_vmalert_has_dropped_it()
    {
        Assert.Equal((RuleSyncState.Pending, RuleSyncReason.WaitingForVmalert), Decide(false, Loaded));
        Assert.Equal((RuleSyncState.Fresh, RuleSyncReason.Off), Decide(false, null));
    }

    private static (RuleSyncState, RuleSyncReason) Decide(bool enabled, LoadedRule? loaded)
    {
        var sync = RuleSyncDecision.Decide(Rules.Slow, enabled, loaded);
        return (sync.State, sync.Reason);
    }
}
