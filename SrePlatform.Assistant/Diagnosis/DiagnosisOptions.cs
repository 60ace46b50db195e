using System.ComponentModel.DataAnnotations;

namespace SrePlatform.Assistant.Diagnosis;

/// <summary>How diagnoses are run; section <c>Diagnosis</c>.</summary>
internal sealed class DiagnosisOptions
{
    public const string Section = "Diagnosis";

    /// <summary>Runs at the same time in this process.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 2;

    /// <summary>How long a run is protected without a sign of life; a third of it is the heartbeat.</summary>
    [Range(1, 600)]
    public double LeaseSeconds { get; set; } = 20;

    /// <summary>How often waiting work is looked for when nothing wakes the worker.</summary>
    [Range(0.1, 600)]
    public double PollSeconds { get; set; } = 5;

    /// <summary>Claims after which a session that never finishes is given up.</summary>
    [Range(1, 20)]
    public int MaximumAttempts { get; set; } = 4;

    /// <summary>Steps one run may take.</summary>
    [Range(1, 1000)]
    public int MaximumSteps { get; set; } = 30;

    /// <summary>Questions one run may ask.</summary>
    [Range(1, 1000)]
    public int MaximumToolCalls { get; set; } = 40;

    /// <summary>Seconds one run may take; then it ends with what it has.</summary>
    [Range(1, 3600)]
    public double MaximumSeconds { get; set; } = 120;

    /// <summary>Questions that this process answers at the same time while their askers wait.</summary>
    [Range(1, 64)]
    public int AnswersAtOnce { get; set; } = 4;

    /// <summary>Seconds after which an asker is told to come back.</summary>
    [Range(0.1, 300)]
    public double AnswerSeconds { get; set; } = 20;

    /// <summary>Normal time that is looked at before the onset.</summary>
    [Range(60, 86400)]
    public double BaselineSeconds { get; set; } = 1800;

    /// <summary>Time that is looked at after the onset.</summary>
    [Range(60, 86400)]
    public double AftermathSeconds { get; set; } = 900;

    /// <summary>What a caller is told that a diagnosis takes.</summary>
    [Range(1, 3600)]
    public int EstimatedSeconds { get; set; } = 10;

    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    public TimeSpan Heartbeat => TimeSpan.FromSeconds(LeaseSeconds / 3);

    public TimeSpan Poll => TimeSpan.FromSeconds(PollSeconds);
}
