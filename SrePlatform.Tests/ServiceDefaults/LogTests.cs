using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SrePlatform.ServiceDefaults.Telemetry;
using Xunit;

namespace SrePlatform.Tests.ServiceDefaults;

[Trait("Category", "Unit")]
public sealed class LogTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("Information", true)]
    public void Frameworks_log_each_request_only_when_told_to(string? level, bool isEnabled)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(level is null ? [] : [KeyValuePair.Create("Logging:LogLevel:Microsoft.AspNetCore", (string?)level)]);
        builder.AddServiceDefaults();
        using var host = builder.Build();

        Assert.Equal(isEnabled, host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Information));
    }

    [Fact]
    public void A_line_has_time_level_category_and_trace_and_cannot_be_forged()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        var formatter = new PlatformConsoleFormatter(clock);
        using var activity = new Activity("work").Start();
        var writer = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "Category", default, "first\nsecond", exception: null, (state, _) => state);

        formatter.Write(entry, scopeProvider: null, writer);

        Assert.Equal($"2026-01-02T03:04:05.678Z warn Category trace={activity.TraceId} span={activity.SpanId}: first second{Environment.NewLine}", writer.ToString());
    }
}
