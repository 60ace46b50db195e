using SrePlatform.Assistant.Rca;
using Xunit;

namespace SrePlatform.Tests.Assistant.Rca;

[Trait("Category", "Unit")]
public sealed class SuspectChangeTests
{
    private const double Onset = 10_000;
    private const double Tolerance = 10;
    private const double Lookback = 1800;

    [Fact]
    public void The_change_in_effect_at_the_onset_is_suspected_the_more_the_closer()
    {
        var near = Find([Deployed(-20, "v2"), Deployed(-600, "v1")]);
        Assert.Equal("v2", near.Event?.Version);
        Assert.InRange(near.Weight, 0.99, 1);
        Assert.InRange(Find([Deployed(-1700, "v1")]).Weight, 0.5, 0.55);
    }

    [Fact]
    public void A_change_that_comes_after_the_onset_or_long_before_it_is_none()
    {
        Assert.Null(Find([Deployed(+60, "v3")], noticed: 120).Event);
        Assert.Null(Find([Deployed(-1801, "v0")]).Event);
        Assert.Null(Find([Deployed(-5, "v1") with { Service = "search" }]).Event);
    }

    [Fact]
    public void A_rollback_is_a_remedy_and_no_suspect()
    {
        var suspect = Find([Deployed(-300, "v2"), Deployed(-30, "v1") with { Restores = true }]);
        Assert.Equal(0, suspect.Weight);
        Assert.True(suspect.Event?.Restores);
    }

    [Fact]
    public void What_was_deployed_again_after_a_rollback_is_suspected_in_its_place()
    {
        ChangeEvent[] changes = [Deployed(-300, "v2"), Deployed(-30, "v1") with { Restores = true }, Deployed(+40, "v2")];
        Assert.Equal((Onset + 40, 0.5), (Find(changes, noticed: 70).Event!.At, Find(changes, noticed: 70).Weight));
        Assert.Equal(0, Find(changes, noticed: 35).Weight);
        Assert.Equal(0, Find(changes, noticed: null).Weight);
    }

    private static SuspectChange Find(ChangeEvent[] changes, double? noticed = null) =>
        SuspectChange.Find(changes, "payment", Onset, noticed is { } later ? Onset + later : null, Tolerance, Lookback);

    private static ChangeEvent Deployed(double at, string version) => new("payment", "deployment", Onset + at, version, version);
}
