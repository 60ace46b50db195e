#if LOCAL_ENGINE
using Xunit;

namespace SrePlatform.Tests.EndToEnd.Faults;

/// <summary>SIGKILL of parts of the real platform while alerts come in and a diagnosis runs: nothing acknowledged is lost, and all recovers without a hand.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class KilledPartTests(RunningPlatform platform)
{
    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task PostgreSQL_is_killed_during_a_diagnosis_and_ingestion()
    {
        await platform.StartedAsync();
        using var diagnoses = await DiagnosesDriver.OfAsync(platform);
        using var parts = await PlatformDriver.OfAsync(platform);
        using var incidents = await IncidentsDriver.OfAsync(platform);
        await using (var sender = AlertSender.Start(platform))
        {
            await sender.GoesOnAsync();
            var before = platform.ProcessOf("postgres");
            Guid id;
            using (platform.Hang("victoria-metrics"))
            {
                id = await diagnoses.StartAsync("checkout");
                await diagnoses.TakenAsync(id);
                await parts.SaysAsync("victoria_metrics", "unavailable");
                platform.Kill("postgres");
                await platform.BackAsync("postgres", before);
            }

            await sender.GoesOnAsync();
            Assert.True(sender.Refused > 0, "no sender noticed");
            Assert.Equal(1, await diagnoses.CompletionsAsync(await diagnoses.CompletedAsync(id)));
            await sender.AssertNothingLostAsync();
            await parts.AllWellAsync();
        }

        await incidents.AllResolvedAsync();
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task A_diagnosis_survives_the_death_of_the_assistant_and_is_completed_once()
    {
        await platform.StartedAsync();
        using var diagnoses = await DiagnosesDriver.OfAsync(platform);
        var before = platform.ProcessOf("assistant");
        Guid id;
        using (platform.Hang("victoria-metrics"))
        {
            id = await diagnoses.StartAsync("checkout");
            await diagnoses.TakenAsync(id);
            platform.Kill("assistant");
            await platform.BackAsync("assistant", before);
        }

        Assert.Equal(1, await diagnoses.CompletionsAsync(await diagnoses.CompletedAsync(id)));
    }

    /// <summary>Each part in turn; run by <c>--filter Category=Soak -- xUnit.Explicit=only</c>.</summary>
    [Theory(Explicit = true)]
    [Trait("Category", "Soak")]
    [InlineData("postgres", null)]
    [InlineData("victoria-metrics", "victoria_metrics")]
    [InlineData("vmalert", "vmalert")]
    [InlineData("keycloak", "identity_provider")]
    [InlineData("control-plane", null)]
    [InlineData("assistant", "assistant")]
    [InlineData("control-plane-executor", "executor")]
    public async Task Any_part_is_killed_during_a_diagnosis_and_ingestion(string part, string? saidAs)
    {
        await platform.StartedAsync();
        using var diagnoses = await DiagnosesDriver.OfAsync(platform);
        using var parts = await PlatformDriver.OfAsync(platform);
        await using var sender = AlertSender.Start(platform);
        await sender.GoesOnAsync();
        if (saidAs is not null)
        {
            // Hanging first: the page says so, and everything else goes on.
            using var hanging = platform.Hang(part);
            await parts.SaysAsync(saidAs, "unavailable");
            await sender.GoesOnAsync();
        }

        await parts.AllWellAsync();
        var (id, before) = (await diagnoses.StartAsync("checkout"), platform.ProcessOf(part));
        await diagnoses.TakenAsync(id);
        platform.Kill(part);
        await platform.BackAsync(part, before);
        await sender.GoesOnAsync();
        Assert.Equal(1, await diagnoses.CompletionsAsync(await diagnoses.CompletedAsync(id)));
        await sender.AssertNothingLostAsync();
        await parts.AllWellAsync();
    }
}
#endif
