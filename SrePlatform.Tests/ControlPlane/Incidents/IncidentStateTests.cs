using SrePlatform.ControlPlane.Features.Incidents;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Incidents;

[Trait("Category", "Unit")]
public sealed class IncidentStateTests
{
    private static readonly DateTimeOffset T0 = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Func<Incident, object?>> Actions = new()
    {
        ["acknowledge"] = incident => incident.Acknowledge("ann", T0),
        ["start"] = incident => incident.StartWork("ann", T0),
        ["resolve"] = incident => incident.Resolve("ann", null, T0),
        ["reopen"] = incident => incident.Reopen("ann", T0),
        ["close"] = incident => incident.Close("ann", T0),
    };

    [Theory]
    [InlineData("", "acknowledge start resolve")]
    [InlineData("acknowledge", "start resolve")]
    [InlineData("start", "resolve")]
    [InlineData("resolve", "reopen close")]
    [InlineData("resolve reopen", "acknowledge start resolve")]
    [InlineData("resolve close", "")]
    public void Only_these_moves_are_legal_and_others_say_so(string path, string legal)
    {
        foreach (var (name, act) in Actions)
        {
            var incident = New();
            Assert.All(Split(path), step => Assert.Null(Actions[step](incident)));
            var (state, revision) = (incident.State, incident.Revision);
            if (Split(legal).Contains(name))
            {
                Assert.Null(act(incident));
                Assert.Equal(revision + 1, incident.Revision);
            }
            else
            {
                Assert.IsType<IllegalTransition>(act(incident));
                Assert.Equal((state, revision), (incident.State, incident.Revision));
            }
        }
    }

    [Fact]
    public void Who_acknowledges_has_it_unless_somebody_had_it_before()
    {
        var incident = New();
        incident.Acknowledge("ann", T0);
        Assert.Equal("ann", incident.Assignee);
        var given = New();
        given.Assign("bob", "ann", T0);
        given.Acknowledge("ann", T0);
        Assert.Equal("bob", given.Assignee);
    }

    [Fact]
    public void The_first_generation_starts_at_once_and_the_next_when_a_change_has_settled()
    {
        var incident = New();
        Assert.True(incident.TryStartGeneration(TimeSpan.FromSeconds(30), T0));
        Assert.False(incident.TryStartGeneration(TimeSpan.FromSeconds(30), T0.AddHours(1)));
        incident.Join(Alert("payment"), GroupingReason.SameService, null, T0.AddMinutes(1));
        Assert.Null(incident.ChangedSince);
        incident.Join(Alert("checkout"), GroupingReason.Neighbour, 1, T0.AddMinutes(2));
        incident.Join(Alert("storefront"), GroupingReason.Neighbour, 2, T0.AddMinutes(2.2));
        Assert.False(incident.TryStartGeneration(TimeSpan.FromSeconds(30), T0.AddMinutes(2.4)));
        Assert.True(incident.TryStartGeneration(TimeSpan.FromSeconds(30), T0.AddMinutes(2.5)));
        Assert.Equal(2, incident.Generation);
        Assert.Equal(IncidentPriority.P0, incident.Priority);
    }

    [Fact]
    public void A_higher_severity_is_a_material_change_and_a_lower_one_is_not()
    {
        var incident = Incident.Open(Alert("payment") with { Severity = IncidentSeverity.Warning }, GroupingReason.NothingOpen, T0);
        incident.TryStartGeneration(TimeSpan.Zero, T0);
        incident.Join(Alert("payment") with { Severity = IncidentSeverity.Info }, GroupingReason.SameService, null, T0);
        Assert.Equal((IncidentSeverity.Warning, false), (incident.Severity, incident.ChangedSince is not null));
        incident.Join(Alert("payment"), GroupingReason.SameService, null, T0);
        Assert.Equal((IncidentSeverity.Critical, true), (incident.Severity, incident.ChangedSince is not null));
    }

    [Fact]
    public void A_returning_alert_reopens_and_clears_who_resolved_it()
    {
        var incident = New();
        incident.Resolve("ann", "fixed", T0);
        incident.Join(Alert("payment"), GroupingReason.Reopened, null, T0.AddMinutes(1));
        Assert.Equal(IncidentState.New, incident.State);
        Assert.Null(incident.ResolvedBy);
        Assert.NotNull(incident.ChangedSince);
        Assert.Equal(Enumerable.Range(1, incident.TakeEvents().Count).Select(number => (long)number), Enumerable.Range(1, (int)incident.Revision).Select(number => (long)number));
    }

    private static Incident New() => Incident.Open(Alert("payment"), GroupingReason.NothingOpen, T0);

    private static JoiningAlert Alert(string service) => new(Guid.NewGuid(), "Errors", null, IncidentSeverity.Critical, service, null, T0);

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
