namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>Reads one source of what is known about an incident. Parts are taken in order, so that a later one can cite an earlier one's items.</summary>
internal interface IRecordPart
{
    int Order { get; }

    Task AddAsync(RecordBuilder record, CancellationToken cancellationToken);
}
