namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>A dependency that a person states, beside those that are learned from traffic.</summary>
internal sealed class DeclaredEdge
{
    private DeclaredEdge(Guid id, string fromService, string toService, DateTimeOffset createdAt) =>
        (Id, FromService, ToService, CreatedAt) = (id, fromService, toService, createdAt);

    public Guid Id { get; private set; }

    /// <summary>The caller.</summary>
    public string FromService { get; private set; }

    /// <summary>What it calls.</summary>
    public string ToService { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static DeclaredEdge Create(string from, string to, DateTimeOffset now) => new(Guid.CreateVersion7(now), from, to, now);
}
