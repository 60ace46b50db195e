using System.Collections.Concurrent;
using System.Net;
using SrePlatform.ControlPlane.Features.Networks;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Discovery;

/// <summary>Walks scans a part at a time, so that a restart, a cancelled scan or a range that is allowed no more counts within seconds.</summary>
internal sealed class ScanWorker(ScanStore store, LookAtHost look, NetworkGuard guard, DatabaseSignals signals, TimeProvider time, ILogger<ScanWorker> logger)
    : Worker(signals, time, logger)
{
    private const int AddressesAtOnce = 32;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (await store.ClaimAsync(cancellationToken) is not { } scan)
        {
            return false;
        }

        var range = IPNetwork.Parse(scan.Range);
        if (!NetworkGuard.Covers(range, await guard.AllowedAsync(cancellationToken)))
        {
            await store.RefuseAsync(scan, cancellationToken);
            return true;
        }

        var next = Math.Min(scan.Total, scan.Position + AddressesAtOnce);
        var found = new ConcurrentBag<FoundHost>();
        await Parallel.ForEachAsync(Enumerable.Range(scan.Position, next - scan.Position), new ParallelOptions { MaxDegreeOfParallelism = AddressesAtOnce, CancellationToken = cancellationToken }, async (index, token) =>
        {
            if (await look.RunAsync(ScanRange.At(range, index), scan.Ports, token) is { } host)
            {
                found.Add(host);
            }
        });
        await store.AdvanceAsync(scan, next, [.. found], cancellationToken);
        return true;
    }
}
