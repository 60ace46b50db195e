namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Something beside scrapes that says how resources are: one per source, in the feature that knows it.</summary>
internal interface IHealthSignal
{
    /// <summary>What it knows now, by resource; nothing about resources that it does not watch.</summary>
    Task<IReadOnlyDictionary<Guid, ResourceHealth>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
