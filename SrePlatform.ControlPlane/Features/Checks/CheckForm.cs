using System.Globalization;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>A check as the form holds it: text, as it was typed.</summary>
public sealed class CheckForm
{
    public string? Name { get; set; }

    public string? Kind { get; set; }

    public string? Target { get; set; }

    public string? ExpectedStatus { get; set; }

    public string? ExpectedText { get; set; }

    public bool IgnoresCertificate { get; set; }

    public string? IntervalSeconds { get; set; }

    public string? TimeoutSeconds { get; set; }

    public bool Enabled { get; set; }

    public long Edition { get; set; }

    internal static CheckForm Of(ResourceCheck check) => new()
    {
        Name = check.Name,
        Kind = Shared.Tone.Word(check.Kind),
        Target = check.Target,
        ExpectedStatus = check.ExpectedStatus?.ToString(CultureInfo.InvariantCulture),
        ExpectedText = check.ExpectedText,
        IgnoresCertificate = !check.VerifiesCertificate,
        IntervalSeconds = check.IntervalSeconds.ToString(CultureInfo.InvariantCulture),
        TimeoutSeconds = check.TimeoutSeconds.ToString(CultureInfo.InvariantCulture),
        Enabled = check.Enabled,
        Edition = check.Edition,
    };

    internal CheckDraft Draft() => new()
    {
        Name = Name,
        Kind = Enum.GetValues<CheckKind>().Cast<CheckKind?>().FirstOrDefault(kind => Shared.Tone.Word(kind) == Kind),
        Target = Target,
        ExpectedStatus = Number(ExpectedStatus),
        ExpectedText = ExpectedText,
        VerifiesCertificate = !IgnoresCertificate,
        IntervalSeconds = Number(IntervalSeconds),
        TimeoutSeconds = Number(TimeoutSeconds),
        Enabled = Enabled,
    };

    /// <summary>What is no number is wrong in a way that validation names.</summary>
    private static int? Number(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : -1;
}
