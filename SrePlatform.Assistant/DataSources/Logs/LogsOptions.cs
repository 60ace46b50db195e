using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace SrePlatform.Assistant.DataSources.Logs;

/// <summary>Which store of logs, if any; section <c>Logs</c>.</summary>
internal sealed partial class LogsOptions : HttpSourceOptions, IValidatableObject
{
    public const string Section = "Logs";
    public const string Loki = "loki";
    public const string VictoriaLogs = "victorialogs";

    /// <summary><c>loki</c> or <c>victorialogs</c>.</summary>
    public string Kind { get; set; } = Loki;

    /// <summary>The label or field that names the service.</summary>
    public string ServiceLabel { get; set; } = "service";

    /// <summary>Loki's tenant, where it has several.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>Lines that are read of one answer.</summary>
    [Range(1, 5000)]
    public int MaximumLines { get; set; } = 1000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind is not (Loki or VictoriaLogs))
        {
            yield return new ValidationResult($"Logs:Kind is '{Kind}': it must be {Loki} or {VictoriaLogs}.", [nameof(Kind)]);
        }

        if (!Label().IsMatch(ServiceLabel))
        {
            yield return new ValidationResult("Logs:ServiceLabel must be the name of a label.", [nameof(ServiceLabel)]);
        }
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_.]*$")]
    private static partial Regex Label();
}
