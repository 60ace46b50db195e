using Microsoft.AspNetCore.Http.Features;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Platform.Live;

/// <summary>
/// <c>GET /live?topic=incidents&amp;topic=incident:…id…</c>: one server-sent event stream per browser, for people who are signed in.
/// Each event is named after its topic and carries the new revision; the page then fetches what it shows.
/// A page that was rendered at known revisions gives them as <c>seen</c> (the form of the events' ids) and hears only of later ones.
/// </summary>
internal static class LiveEndpoint
{
    private const int MostTopics = 20;

    public static void AddLive(this WebApplicationBuilder builder) => builder.Services.AddSingleton<LiveStream>();

    /// <summary>A stream stays open as long as a page: it is left out of the durations of requests, where it would look like a very slow one.</summary>
    public static void MapLive(this WebApplication app) => app.MapGet("/live", Follow).RequireAuthorization(Policies.Read).DisableHttpMetrics().ExcludeFromDescription();

    private static async Task Follow(HttpContext http, LiveStream stream, IEnumerable<ILiveTopic> topics, IHostApplicationLifetime lifetime)
    {
        var asked = http.Request.Query["topic"].OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var subscriptions = asked.ConvertAll(topic => LiveSubscription.Parse(topic, topics));
        if (asked.Count is 0 or > MostTopics || subscriptions.Contains(null))
        {
            await new ValidationFailure("topic", $"Give 1 to {MostTopics} of: {string.Join(", ", topics.Select(topic => topic.TakesId ? topic.Name + ":<id>" : topic.Name))}.")
                .ToProblem().ExecuteAsync(http);
            return;
        }

        var heard = new List<LiveSubscription>();
        foreach (var subscription in subscriptions.OfType<LiveSubscription>())
        {
            if (await subscription.Topic.IsSeenAsync(http.Scope(), subscription.Id, http.RequestServices, http.RequestAborted))
            {
                heard.Add(subscription);
            }
        }

        var seen = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : http.Request.Query["seen"].ToString();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await http.Response.WriteAsync("retry: 2000\n\n", over.Token);
            await http.Response.Body.FlushAsync(over.Token);
            await foreach (var happened in stream.FollowAsync(heard, LivePosition.Parse(seen), over.Token))
            {
                var text = happened is null ? ": quiet\n\n" : $"id: {happened.Id}\nevent: {happened.Name}\ndata: {happened.Data}\n\n";
                await http.Response.WriteAsync(text, over.Token);
                await http.Response.Body.FlushAsync(over.Token);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The browser left, or the service stops.
        }
    }
}
