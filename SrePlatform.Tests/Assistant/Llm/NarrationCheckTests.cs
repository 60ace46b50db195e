using SrePlatform.Assistant.Agents.Narrator;
using Xunit;

namespace SrePlatform.Tests.Assistant.Llm;

[Trait("Category", "Unit")]
public sealed class NarrationCheckTests
{
    private static readonly NarrationFacts Facts = new(
        "root_cause", "payment", 0.8, "payment since its deployment of v2.3.1",
        [new("cause", "payment: share of failed requests went from 0.1% to 30%", [7]), new("change", "payment was deployed in version v2.3.1 at 12:00:05 UTC", [3])],
        [],
        ["payment", "checkout", "newsletter"]);

    private static readonly NarrationFacts NoFault = new("no_fault", null, 0.7, "No fault found", [new("healthy", "No signal of payment left its usual range", [7])], [], ["payment"]);

    [Fact]
    public void A_faithful_narration_is_used() => Assert.Equal(NarrationOutcome.Used, Judge("Since v2.3.1, payment fails 30% of its requests, which causes the errors of checkout.", [7, 3], "payment", 0.8));

    [Fact]
    public void A_lower_confidence_is_allowed() => Assert.Equal(NarrationOutcome.Used, Judge("payment fails.", [7], "payment", 0.3));

    [Fact]
    public void A_higher_confidence_is_not() => Assert.Equal(NarrationOutcome.RaisedConfidence, Judge("payment fails.", [7], "payment", 0.95));

    [Theory]
    [InlineData("newsletter")]
    [InlineData(null)]
    public void Another_cause_is_refused(string? cause) => Assert.Equal(NarrationOutcome.OtherCause, Judge("It fails.", [7], cause, 0.8));

    [Fact]
    public void A_sentence_that_blames_another_service_is_refused() =>
        Assert.Equal(NarrationOutcome.OtherCause, Judge("payment fails. The root of it is newsletter, which is responsible.", [7], "payment", 0.8));

    [Fact]
    public void Without_a_cause_no_service_may_be_blamed() =>
        Assert.Equal(NarrationOutcome.OtherCause, NarrationCheck.Judge(new Narration([new("payment is responsible.", [7])], null, 0.5), NoFault));

    [Theory]
    [InlineData]
    [InlineData(99)]
    [InlineData(7, 99)]
    public void A_line_must_cite_what_the_claims_cite(params int[] cited) => Assert.Equal(NarrationOutcome.Uncited, Judge("payment fails.", cited, "payment", 0.8));

    [Fact]
    public void A_number_that_no_claim_contains_is_refused() => Assert.Equal(NarrationOutcome.InventedNumber, Judge("payment fails 45% of its requests.", [7], "payment", 0.8));

    [Fact]
    public void Nothing_usable_is_malformed()
    {
        Assert.Equal(NarrationOutcome.Malformed, NarrationCheck.Judge(null, Facts));
        Assert.Equal(NarrationOutcome.Malformed, NarrationCheck.Judge(new Narration([], "payment", 0.8), Facts));
        Assert.Equal(NarrationOutcome.Malformed, Judge("  ", [7], "payment", 0.8));
        Assert.Equal(NarrationOutcome.Malformed, Judge(new string('x', 601), [7], "payment", 0.8));
    }

    private static NarrationOutcome Judge(string text, int[] cited, string? cause, double confidence) =>
        NarrationCheck.Judge(new Narration([new NarrationLine(text, cited)], cause, confidence), Facts);
}
