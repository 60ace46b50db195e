using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Platform.Live;

/// <summary>A kind of thing that a page can follow. Features add theirs; the stream knows only these.</summary>
internal interface ILiveTopic
{
    /// <summary>What subscriptions begin with, for example <c>incident</c>.</summary>
    string Name { get; }

    /// <summary>True if a subscription names one thing (<c>incident:…id…</c>), false if it is a whole list (<c>incidents</c>).</summary>
    bool TakesId { get; }

    /// <summary>Channels of NOTIFY that may mean a change; their payload is the id of the thing, or empty.</summary>
    IReadOnlyList<string> Channels { get; }

    /// <summary>The present revision; null if there is no such thing or it cannot be read now.</summary>
    Task<long?> ReadRevisionAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Whether a person may hear of the thing. Topics that take an id of something with a team answer this.</summary>
    /// <param name="scope">What the person sees.</param>
    /// <param name="id">The thing.</param>
    /// <param name="services">Of the request.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<bool> IsSeenAsync(Scope scope, Guid id, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(true);
}

/// <summary>What one browser follows.</summary>
/// <param name="Topic">The kind.</param>
/// <param name="Id">The thing, or empty for a list.</param>
internal sealed record LiveSubscription(ILiveTopic Topic, Guid Id)
{
    /// <summary>Name of the event, without characters that HTML attributes would mind: <c>incident-…id…</c> or <c>incidents</c>.</summary>
    public string EventName => Topic.TakesId ? $"{Topic.Name}-{Id}" : Topic.Name;

    public bool Concerns(string channel, string? payload) =>
        Topic.Channels.Contains(channel) && (!Topic.TakesId || string.IsNullOrEmpty(payload) || Guid.TryParse(payload, out var id) && id == Id);

    /// <summary>Reads <c>incidents</c> or <c>incident:…id…</c>; null if it is neither.</summary>
    public static LiveSubscription? Parse(string text, IEnumerable<ILiveTopic> topics)
    {
        var parts = text.Split(':', 2);
        if (topics.FirstOrDefault(topic => topic.Name == parts[0]) is not { } found || found.TakesId != (parts.Length == 2))
        {
            return null;
        }

        return parts.Length == 1 ? new LiveSubscription(found, Guid.Empty)
            : Guid.TryParse(parts[1], out var id) ? new LiveSubscription(found, id)
            : null;
    }
}
