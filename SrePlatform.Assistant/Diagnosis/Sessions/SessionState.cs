namespace SrePlatform.Assistant.Diagnosis.Sessions;

/// <summary>Where a diagnosis stands: accepted → processing → completed, failed or cancelled.</summary>
internal enum SessionState
{
    Accepted,
    Processing,
    Completed,
    Failed,
    Cancelled,
}

/// <summary>What was asked for.</summary>
internal enum DiagnosisKind
{
    Alerts,
    Deployment,
    Capacity,
    Execute,
}
