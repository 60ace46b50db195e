using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace SrePlatform.Benchmarks.Alerts;

/// <summary>What a receiver of alerts did with a load.</summary>
internal sealed record LoadResult(long Alerts, double Seconds, double MedianMs, double P99Ms)
{
    public double PerSecond => Alerts / Seconds;
}

/// <summary>Senders that post alerts nobody has seen before, as fast as they are acknowledged, over connections that stay open.</summary>
internal static class AlertLoad
{
    private static int _runs;

    public static async Task<LoadResult> RunAsync(Func<HttpClient> open, int senders, int batch, TimeSpan duration, CancellationToken cancellationToken)
    {
        var run = Interlocked.Increment(ref _runs);
        var (alerts, times) = (0L, new ConcurrentBag<double>());
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            using var client = open();
            for (var post = 0; clock.Elapsed < duration; post++)
            {
                using var content = new ByteArrayContent(Body(run, sender, post, batch));
                content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
                var sent = Stopwatch.GetTimestamp();
                using var answer = await client.PostAsync(new Uri("/api/v2/alerts", UriKind.Relative), content, cancellationToken);
                if (answer.StatusCode != HttpStatusCode.OK)
                    throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                Interlocked.Add(ref alerts, batch);
            }
        }, cancellationToken)));
        double[] sorted = [.. times.Order()];
        return new LoadResult(alerts, clock.Elapsed.TotalSeconds, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)]);
    }

    /// <summary>Alerts like vmalert's; the same bytes for every receiver.</summary>
    private static byte[] Body(int run, int sender, int post, int batch)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (starts, ends) = (now.AddSeconds(-30).ToString("O", CultureInfo.InvariantCulture), now.AddMinutes(5).ToString("O", CultureInfo.InvariantCulture));
        var text = new StringBuilder("[");
        for (var at = 0; at < batch; at++)
        {
            var number = ((long)post * batch) + at;
            text.Append(at == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $$"""{"labels":{"alertname":"RequestsSlow","severity":"warning","service":"service-{{number % 200}}","instance":"10.{{run % 250}}.{{sender}}.{{number % 250}}:{{number}}","env":"production","team":"shop","alertgroup":"shop"},"annotations":{"summary":"service-{{number % 200}} answers in 1.2 s","description":"Look at what it calls, then at its database."},"startsAt":"{{starts}}","endsAt":"{{ends}}","generatorURL":"http://vmalert:8880/vmalert/alert?group_id=1&alert_id={{number}}"}""");
        }

        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }
}
