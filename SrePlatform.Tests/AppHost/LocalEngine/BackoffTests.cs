#if LOCAL_ENGINE
using Xunit;

namespace SrePlatform.Tests.AppHost.LocalEngine;

[Trait("Category", "Unit")]
public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.5)]
    [InlineData(5, 4)]
    [InlineData(8, 30)]
    [InlineData(1000, 30)]
    public void The_delay_doubles_up_to_half_a_minute(int failures, double seconds) => Assert.Equal(seconds, Backoff.Delay(failures).TotalSeconds);

    [Fact]
    public void What_was_healthy_once_is_started_again_for_ever() => Assert.Equal(ExitDecision.Restart, Backoff.Decide(false, 0, 1, everHealthy: true, failures: 1000));

    [Fact]
    public void What_was_never_healthy_is_given_up() => Assert.Equal(ExitDecision.GiveUp, Backoff.Decide(false, 0, 1, everHealthy: false, failures: Backoff.StartAttempts));

    [Theory]
    [InlineData(0, "Finished")]
    [InlineData(1, "GiveUp")]
    public void A_one_shot_runs_once(int exitCode, string decision) => Assert.Equal(decision, Backoff.Decide(true, 0, exitCode, everHealthy: false, failures: 1).ToString());
}
#endif
