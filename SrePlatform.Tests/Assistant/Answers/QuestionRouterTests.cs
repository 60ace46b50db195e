using SrePlatform.Assistant.Diagnosis.Answers;
using Xunit;

namespace SrePlatform.Tests.Assistant.Answers;

[Trait("Category", "Unit")]
public sealed class QuestionRouterTests
{
    private static readonly string[] Services = ["payment", "payment-gateway", "checkout"];

    [Theory]
    [InlineData("How is payment doing?", "GoldenSignals", "payment")]
    [InlineData("is payment-gateway slow", "GoldenSignals", "payment-gateway")]
    [InlineData("What changed in the last 2 hours?", "WhatChanged", null)]
    [InlineData("compare checkout with yesterday", "Compare", "checkout")]
    [InlineData("What moved most in the last 30 minutes?", "TopMovers", null)]
    [InlineData("Which incidents are open?", "OpenIncidents", null)]
    [InlineData("which alerts are firing on checkout", "FiringAlerts", "checkout")]
    [InlineData("When does the memory of payment run out?", "Capacity", "payment")]
    [InlineData("whom does checkout depend on", "Dependencies", "checkout")]
    [InlineData("errors in the logs of payment", "Logs", "payment")]
    [InlineData("is there a runbook for payment", "Knowledge", "payment")]
    [InlineData("checkout", "GoldenSignals", "checkout")]
    [InlineData("payment 最近 2 小時 有什麼變更？", "WhatChanged", "payment")]
    [InlineData("目前有哪些事件？", "OpenIncidents", null)]
    [InlineData("payment最近2小時有什麼變更？", "WhatChanged", "payment")]
    [InlineData("checkout 的磁碟什麼時候會滿？", "Capacity", "checkout")]
    [InlineData("query: up{service=\"payment\"}", "RawMetrics", "payment")]
    [InlineData("sum by (service) (rate(http_server_request_duration_seconds_count[1m]))", "RawMetrics", null)]
    [InlineData("Tell me a joke", "Unknown", null)]
    public void A_question_is_understood_by_its_words(string question, string intent, string? service)
    {
        var routed = QuestionRouter.Route(question, Services, null, follows: false);
        Assert.Equal(intent, routed.Intent.ToString());
        Assert.Equal(service, routed.Service);
    }

    [Theory]
    [InlineData("what changed in the last 2 hours", 120)]
    [InlineData("errors over the past day", 1440)]
    [InlineData("最近 15 分鐘的狀況", 15)]
    [InlineData("in the last 90 days", 43200)]
    [InlineData("how is it", null)]
    public void The_span_is_read_and_bounded(string question, int? minutes) =>
        Assert.Equal(minutes, (int?)QuestionRouter.Route(question, Services, null, false).Window?.TotalMinutes);

    [Fact]
    public void Why_is_a_question_about_the_diagnosis_that_it_follows()
    {
        Assert.Equal(QuestionIntent.EarlierDiagnosis, QuestionRouter.Route("why not checkout?", Services, "payment", follows: true).Intent);
        Assert.Equal("checkout", QuestionRouter.Route("why not checkout?", Services, "payment", follows: true).Service);
        Assert.Equal("payment", QuestionRouter.Route("what changed?", Services, "payment", follows: true).Service);
    }

    [Fact]
    public void What_goes_on_from_a_question_asks_the_same_of_another_service_or_time()
    {
        var same = QuestionRouter.Route("and checkout?", Services, "payment", follows: true, before: "what_changed");
        Assert.Equal((QuestionIntent.WhatChanged, "checkout"), (same.Intent, same.Service));
        Assert.Equal(QuestionIntent.Capacity, QuestionRouter.Route("and when is the disk full?", Services, "payment", follows: true, before: "what_changed").Intent);
        Assert.Equal(QuestionIntent.GoldenSignals, QuestionRouter.Route("and checkout?", Services, "payment", follows: true, before: "raw_metrics").Intent);
    }
}
