namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>The right to work on a session, or on what a model adds to it: void as soon as another attempt has begun.</summary>
internal sealed record RunLease(Guid SessionId, int Attempt, bool IsEnrichment = false);

/// <summary>The session was taken over, cancelled or finished by somebody else: this run must stop and write nothing.</summary>
internal sealed class LeaseLostException(RunLease lease)
    : Exception($"Attempt {lease.Attempt} of session {lease.SessionId} does not hold it any more.");
