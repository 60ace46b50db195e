namespace SrePlatform.ControlPlane.Platform.Web;

/// <summary>A feature's number beside its place in the rail, such as open incidents.</summary>
internal interface INavigationCount
{
    /// <summary>The place: <c>incidents</c>, <c>resources</c>, …</summary>
    string Place { get; }

    /// <summary>How many things there want attention; null when that cannot be told.</summary>
    Task<int?> CountAsync(CancellationToken cancellation);
}
