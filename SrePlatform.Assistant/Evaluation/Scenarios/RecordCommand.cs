using System.Globalization;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.Evaluation.Scenarios;

/// <summary>How recordings are made.</summary>
/// <param name="Console">The demo shop's console.</param>
/// <param name="Folder">Where they go.</param>
/// <param name="Phase">development or frozen.</param>
/// <param name="IntervalSeconds">The demo's sampling interval.</param>
/// <param name="BaselineSeconds">Normal time that is looked at.</param>
/// <param name="Settle">Calm time before each.</param>
internal sealed record RecordSettings(Uri Console, string Folder, string Phase, int IntervalSeconds, double BaselineSeconds, TimeSpan Settle);

/// <summary>
/// <c>record --console &lt;url&gt; --out &lt;folder&gt;</c>: records scenarios from a running demo. Where VictoriaMetrics, the Control
/// Plane and the realm are comes from the same settings as the service's (<c>VictoriaMetrics__Url</c>, <c>ControlPlane__Url</c>,
/// <c>Authentication__Authority</c> and so on).
/// </summary>
internal static class RecordCommand
{
    private const string Usage =
        "record --console <url> --out <folder> [--phase development|frozen] [--interval <seconds>] [--baseline <seconds>] [--settle <seconds>] [--skip <plans>] [--count <plans>]";

    /// <summary>Runs when the arguments ask for it, leaving the exit code in the environment.</summary>
    /// <returns>Whether the arguments asked for it.</returns>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        if (args is not ["record", ..])
            return false;
        Environment.ExitCode = await RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
        return true;
    }

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var options = new CommandOptions(args);
        if (!Uri.TryCreate(options["--console"], UriKind.Absolute, out var console) || options["--out"] is not { } folder)
        {
            await errors.WriteLineAsync("Usage: " + Usage);
            return 2;
        }

        var settings = new RecordSettings(
            console, folder, options["--phase"] ?? "development", (int)options.Number("--interval", 1), options.Number("--baseline", 600), TimeSpan.FromSeconds(options.Number("--settle", 120)));
        await using var host = FlowHost.Create(settings.IntervalSeconds, settings.BaselineSeconds);
        using var http = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("shop-console");
        var recorder = new ScenarioRecorder(settings, host, new ShopSwitches(http, console), output);
        var (skip, count) = ((int)options.Number("--skip", 0), (int)options.Number("--count", RecordingPlan.Round.Count));
        try
        {
            for (var i = 0; i < count; i++)
                await recorder.RecordAsync(RecordingPlan.Round[(skip + i) % RecordingPlan.Round.Count], cancellationToken);
            return 0;
        }
        catch (Exception e) when (e is HttpRequestException or SourceException or IncompleteAnswerException)
        {
            await errors.WriteLineAsync($"Recording ended: {e.Message} What was recorded before is in {folder}.");
            return 2;
        }
    }
}

/// <summary>Named options of a command line.</summary>
internal readonly struct CommandOptions(string[] args)
{
    public string? this[string name] => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    public double Number(string name, double otherwise) =>
        double.TryParse(this[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
