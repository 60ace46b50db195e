using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.Benchmarks.Starting;

/// <summary>From the command to everything healthy: on an empty data folder, and again on the same one. The programs are fetched already.</summary>
internal sealed class ReadyBenchmark : IBenchmark
{
    public string Name => "ready";

    public string Description => "time until everything is ready: cold (an empty data folder) and warm, with and without the demo";

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        List<string[]> rows = [["start", .. Timing.Header]];
        foreach (var demo in new[] { false, true })
        {
            var (cold, warm) = (new List<double>(), new List<double>());
            for (var round = 0; round < run.Number("--runs", 3); round++)
            {
                // PostgreSQL's user must be able to enter.
                var folder = Directory.CreateTempSubdirectory("sre-benchmark-ready-");
                if (!OperatingSystem.IsWindows())
                {
                    folder.UnixFileMode |= UnixFileMode.OtherExecute;
                }

                try
                {
                    var data = Path.Combine(folder.FullName, "data");
                    cold.Add(await StartAsync(data, demo, cancellationToken));
                    warm.Add(await StartAsync(data, demo, cancellationToken));
                }
                finally
                {
                    folder.Delete(recursive: true);
                }
            }

            rows.Add([demo ? "demo, cold" : "cold", .. Timing.Of(cold).Cells()]);
            rows.Add([demo ? "demo, warm" : "warm", .. Timing.Of(warm).Cells()]);
        }

        run.Table([.. rows]);
    }

    private static async Task<double> StartAsync(string data, bool demo, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        string[] arguments = [AppHostAssembly.Path, "--data", data, "--port", FreePort(), "--identity-port", FreePort(), .. demo ? (string[])["--demo"] : []];
        using var process = Process.Start(new ProcessStartInfo(AppHostAssembly.DotNet, arguments) { RedirectStandardOutput = true })!;
        double? ready = null;
        while (ready is null && await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains("Ready after", StringComparison.Ordinal))
                ready = clock.Elapsed.TotalSeconds;
        }

        var rest = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Unix.Signal(process.Id, UnixSignal.Terminate);
        await process.WaitForExitAsync(cancellationToken);
        await rest;
        return ready ?? throw new InvalidOperationException("The platform ended before it was ready.");
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
