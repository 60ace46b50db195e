using SrePlatform.Assistant.Diagnosis.Sessions;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Unit")]
public sealed class SessionStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_session_is_accepted_then_processed_then_completed()
    {
        var session = New();
        Assert.Equal(SessionState.Accepted, session.State);
        Assert.Null(session.Claim("a", Noon, Lease));
        Assert.Equal(SessionState.Processing, session.State);
        Assert.Null(session.Complete(Noon.AddSeconds(3)));
        Assert.Equal(SessionState.Completed, session.State);
        Assert.Equal(100, session.Progress);
        Assert.Null(session.LeaseUntil);
    }

    [Fact]
    public void A_session_that_nobody_works_on_cannot_complete_or_fail()
    {
        Assert.Equal(new IllegalTransition(SessionState.Accepted, SessionState.Completed), New().Complete(Noon));
        Assert.Equal(new IllegalTransition(SessionState.Accepted, SessionState.Failed), New().Fail("x", Noon));
    }

    [Fact]
    public void A_finished_session_stays_as_it_is()
    {
        foreach (var finish in new Func<DiagnosisSession, SessionError?>[] { s => s.Complete(Noon), s => s.Fail("x", Noon), s => s.Cancel(Noon) })
        {
            var session = New();
            session.Claim("a", Noon, Lease);
            Assert.Null(finish(session));
            var ended = session.State;
            Assert.IsType<IllegalTransition>(session.Complete(Noon));
            Assert.IsType<IllegalTransition>(session.Fail("y", Noon));
            Assert.IsType<IllegalTransition>(session.RequestCancel(Noon));
            Assert.IsType<IllegalTransition>(session.Claim("b", Noon.AddHours(1), Lease));
            Assert.Equal(ended, session.State);
        }
    }

    [Fact]
    public void A_lease_keeps_others_out_until_it_runs_out_and_each_claim_is_a_new_attempt()
    {
        var session = New();
        session.Claim("a", Noon, Lease);
        Assert.Equal(new LeaseHeld("a"), session.Claim("b", Noon.AddSeconds(19), Lease));
        Assert.Null(session.Claim("b", Noon.AddSeconds(20), Lease));
        Assert.Equal(2, session.Attempt);
        Assert.Equal("b", session.LeaseOwner);
        Assert.Equal(Noon, session.StartedAt);
    }

    [Fact]
    public void A_waiting_session_is_cancelled_at_once_and_a_running_one_is_asked_to_stop()
    {
        var waiting = New();
        Assert.Null(waiting.RequestCancel(Noon));
        Assert.Equal(SessionState.Cancelled, waiting.State);

        var running = New();
        running.Claim("a", Noon, Lease);
        Assert.Null(running.RequestCancel(Noon));
        Assert.Equal(SessionState.Processing, running.State);
        Assert.Equal(Noon, running.CancelRequestedAt);
        Assert.Null(running.Cancel(Noon));
        Assert.Equal(SessionState.Cancelled, running.State);
    }

    private static DiagnosisSession New() => DiagnosisSession.Accept(Guid.NewGuid(), DiagnosisKind.Alerts, "{}", null, null, null, Noon);
}
