using SrePlatform.ControlPlane.Features.Diagnosis.Panel;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Diagnosis;

[Trait("Category", "Unit")]
public sealed class EvidenceWindowTests
{
    private static readonly DateTimeOffset End = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Begin = End.AddMinutes(-30);

    [Fact]
    public void Trouble_of_seconds_is_drawn_with_minutes_before_it() =>
        Assert.Equal(End.AddSeconds(-30).AddMinutes(-4), EvidenceWindow.Start(Begin, End, End.AddSeconds(-30), []));

    [Fact]
    public void Trouble_of_minutes_is_drawn_with_more_before_it() =>
        Assert.Equal(End.AddMinutes(-14), EvidenceWindow.Start(Begin, End, End.AddMinutes(-2), []));

    [Fact]
    public void A_deployment_stays_in_the_picture() =>
        Assert.Equal(End.AddMinutes(-20).AddSeconds(-45), EvidenceWindow.Start(Begin, End, End.AddMinutes(-1), [End.AddMinutes(-20)]));

    [Theory]
    [InlineData(null)]
    [InlineData(-40)]
    [InlineData(-20)]
    [InlineData(1)]
    public void Nothing_is_drawn_that_was_not_looked_at(int? onsetMinutes) =>
        Assert.Equal(Begin, EvidenceWindow.Start(Begin, End, onsetMinutes is { } minutes ? End.AddMinutes(minutes) : null, [Begin.AddMinutes(-5)]));
}
