using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SrePlatform.AppHost.LocalEngine.Programs;

namespace SrePlatform.Benchmarks.Alerts;

/// <summary>Debian's Alertmanager by itself on loopback, fetched as the platform's own parts are; it tells nobody of its alerts.</summary>
internal sealed class Alertmanager : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private Alertmanager(Process process, string folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    public Uri Address { get; }

    public static async Task<Alertmanager> StartAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var program = await new ProgramStore(ProgramCache.Folder, new Progress<string>(output.WriteLine)).FindAsync("prometheus-alertmanager", cancellationToken);
        var folder = Directory.CreateTempSubdirectory("sre-benchmark-alertmanager-").FullName;
        var configuration = Path.Combine(folder, "alertmanager.yml");
        await File.WriteAllTextAsync(configuration, "route: { receiver: nobody, group_by: [service] }\nreceivers: [{ name: nobody }]\n", cancellationToken);
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(program,
            [$"--config.file={configuration}", $"--storage.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=", "--log.level=error"])
        {
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                output.WriteLine(text);
        };
        process.BeginErrorReadLine();
        var alertmanager = new Alertmanager(process, folder, new Uri($"http://127.0.0.1:{port}"));
        await alertmanager.ReadyAsync(cancellationToken);
        return alertmanager;
    }

    public HttpClient Sender() => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        using var client = Sender();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/-/ready", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
