using Microsoft.Extensions.Time.Testing;
using SrePlatform.Assistant.Evidence;
using Xunit;

namespace SrePlatform.Tests.Assistant.Evidence;

[Trait("Category", "Unit")]
public sealed class RunBudgetTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Questions_stop_at_their_limit_and_the_limit_is_named()
    {
        var budget = new RunBudget(10, 2, TimeSpan.FromMinutes(1), _clock);
        Assert.True(budget.TryToolCall());
        Assert.True(budget.TryToolCall());
        Assert.Null(budget.Exhausted);
        Assert.False(budget.TryToolCall());
        Assert.Equal(BudgetLimit.ToolCalls, budget.Exhausted);
    }

    [Fact]
    public void Everything_stops_when_the_time_is_up()
    {
        var budget = new RunBudget(10, 10, TimeSpan.FromSeconds(5), _clock);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(budget.TryToolCall());
        Assert.False(budget.TryStep());
        Assert.Equal(BudgetLimit.Seconds, budget.Exhausted);
        Assert.Equal(TimeSpan.Zero, budget.Left);
    }

    [Fact]
    public void The_first_limit_that_was_met_stays_the_reason()
    {
        var budget = new RunBudget(1, 1, TimeSpan.FromSeconds(5), _clock);
        Assert.True(budget.TryStep());
        Assert.False(budget.TryStep());
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.False(budget.TryToolCall());
        Assert.Equal(BudgetLimit.Steps, budget.Exhausted);
    }
}
