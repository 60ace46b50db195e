using SrePlatform.ControlPlane.Features.OnCall;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.OnCall;

[Trait("Category", "Unit")]
public sealed class RotationShiftsTests
{
    private static readonly RotationMember Ann = new("Ann", "ann@example.com");
    private static readonly RotationMember Bob = new("Bob", null);
    private static readonly RotationMember Cyd = new("Cyd", null);
    private static readonly RotationDraft Weekly = new("Weekly", "Europe/Berlin", [Ann, Bob], new(2026, 3, 16), new(9, 0), 7);

    [Fact]
    public void Handovers_keep_their_time_of_day_when_the_clocks_change()
    {
        var shifts = RotationShifts.Between(Weekly, [], At("2026-03-16T08:00:00Z"), At("2026-04-06T07:00:00Z"));
        Assert.Equal(
            [("Ann", At("2026-03-16T08:00:00Z")), ("Bob", At("2026-03-23T08:00:00Z")), ("Ann", At("2026-03-30T07:00:00Z"))], shifts.Select(shift => (shift.Member.Name, shift.From)));
        // The turn over the night in which the clocks go forward is an hour shorter.
        Assert.Equal(TimeSpan.FromHours((7 * 24) - 1), shifts[1].To - shifts[1].From);
    }

    [Theory]
    [InlineData("2026-03-16T07:59:59Z", null)]
    [InlineData("2026-03-16T08:00:00Z", "Ann")]
    [InlineData("2026-03-23T07:59:59Z", "Ann")]
    [InlineData("2026-03-23T08:00:00Z", "Bob")]
    [InlineData("2026-10-26T07:59:59Z", "Bob")]
    [InlineData("2026-10-26T08:00:00Z", "Ann")]
    public void One_is_on_call_from_one_handover_to_the_next(string at, string? name) => Assert.Equal(name, RotationShifts.At(Weekly, [], At(at))?.Name);

    [Fact]
    public void A_stand_in_cuts_the_turns_and_of_two_the_later_made_counts()
    {
        StandIn[] standIns =
        [
            new(At("2026-03-22T12:00:00Z"), At("2026-03-23T20:00:00Z"), Cyd, At("2026-03-01T00:00:00Z")),
            new(At("2026-03-23T00:00:00Z"), At("2026-03-23T04:00:00Z"), Bob, At("2026-03-02T00:00:00Z")),
        ];
        var shifts = RotationShifts.Between(Weekly, standIns, At("2026-03-22T00:00:00Z"), At("2026-03-24T00:00:00Z"));
        Assert.Equal("Ann,Cyd*,Bob*,Cyd*,Bob", string.Join(',', shifts.Select(shift => shift.Member.Name + (shift.Override ? "*" : ""))));
        Assert.Equal(At("2026-03-22T12:00:00Z"), shifts[0].To);
        Assert.Equal(At("2026-03-23T20:00:00Z"), shifts[^1].From);
    }

    [Fact]
    public void Turns_neither_overlap_nor_leave_gaps_whatever_the_rules() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.Int[1, 28], CsCheck.Gen.Int[0, 23], CsCheck.Gen.Int[1, 5], CsCheck.Gen.Int[0, 700]),
        rules =>
        {
            var (days, hour, people, start) = rules;
            var rotation = new RotationDraft("x", "America/New_York", [.. Enumerable.Range(0, people).Select(number => new RotationMember($"p{number}", null))], new(2025, 1, 1), new(hour, 30), days);
            var from = At("2025-01-03T00:00:00Z").AddDays(start);
            var shifts = RotationShifts.Between(rotation, [], from, from.AddDays(60));
            Assert.Equal((from, from.AddDays(60)), (shifts[0].From, shifts[^1].To));
            Assert.All(shifts.Zip(shifts.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        },
        iter: 200);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
