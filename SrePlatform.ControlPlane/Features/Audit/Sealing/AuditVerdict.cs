namespace SrePlatform.ControlPlane.Features.Audit.Sealing;

/// <summary>What is wrong with the log.</summary>
internal enum AuditFaultKind
{
    /// <summary>A row, a seal or a header is not what was sealed.</summary>
    Edited,

    /// <summary>A row or a segment is gone.</summary>
    Removed,

    /// <summary>Rows are not where they were.</summary>
    Reordered,

    /// <summary>A row that the sealer should have sealed long ago: it stands still, or the row was put in afterwards.</summary>
    Unsealed,
}

/// <summary>The first thing that is wrong; what comes after it was not looked at.</summary>
/// <param name="Segment">Number of the segment; null where it belongs to none.</param>
/// <param name="Sequence">Position of the row; null where a whole segment is meant.</param>
/// <param name="EntryId">The audit entry, where it is known.</param>
/// <param name="FromCheckpoint">Only the exported checkpoints show it.</param>
internal sealed record AuditFault(AuditFaultKind Kind, long? Segment, long? Sequence, Guid? EntryId, bool FromCheckpoint = false);

/// <summary>How a check of the log ended, and how much it looked at.</summary>
internal sealed record AuditVerdict(AuditFault? Fault, long Segments, long Rows, long DroppedSegments, long Checkpoints)
{
    public bool IsIntact => Fault is null;
}
