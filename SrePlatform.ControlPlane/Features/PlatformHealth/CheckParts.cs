using System.Globalization;
using System.Text.Json;
using Npgsql;
using SrePlatform.ControlPlane.Features.PlatformHealth.Parts;

namespace SrePlatform.ControlPlane.Features.PlatformHealth;

/// <summary>A part with what it said of its errors.</summary>
internal sealed record CheckedPart(PartHealth Health, IReadOnlyList<PartError> Errors);

/// <summary>Asks every part how it does, all at once and none for long.</summary>
internal sealed class CheckParts(IEnumerable<IPlatformPart> parts, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<IReadOnlyList<CheckedPart>> RunAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(parts.Select(part => CheckAsync(part, cancellationToken)));

    private async Task<CheckedPart> CheckAsync(IPlatformPart part, CancellationToken cancellationToken)
    {
        if (!part.IsConfigured)
        {
            return new CheckedPart(new PartHealth(part.Name, PartState.Off, null, null, null, null, null), []);
        }

        var started = time.GetTimestamp();
        var failure = await TryAsync(part.CheckAsync, cancellationToken);
        var latency = Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 1);
        if (failure is not null)
        {
            return new CheckedPart(new PartHealth(part.Name, PartState.Unavailable, null, latency, null, null, failure), []);
        }

        var description = new PartDescription();
        var silent = await TryAsync(
            async limit =>
            {
                description = await part.DescribeAsync(limit);
                return null;
            },
            cancellationToken);
        var status = description.Status;
        return new CheckedPart(
            new PartHealth(part.Name, PartState.Healthy, description.Version, latency, status?.Instance, status?.StartedAt, silent),
            [.. (status?.Errors ?? []).Select(error => new PartError(part.Name, error.At, error.Category, error.Message, error.Exception, error.TraceId, error.Times))]);
    }

    /// <summary>What went wrong in words; null if nothing did. A part that hangs is left to itself when time is up.</summary>
    private async Task<string?> TryAsync(Func<CancellationToken, Task<string?>> ask, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await ask(limit.Token).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"No answer within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is NpgsqlException or HttpRequestException or IOException or JsonException or InvalidOperationException or UriFormatException)
        {
            return exception.Message;
        }
    }
}
