using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>A resource as the form holds it: text, as it was typed.</summary>
public sealed class ResourceForm
{
    public string? Name { get; set; }

    public string? Kind { get; set; }

    public string? Service { get; set; }

    public string? Environment { get; set; }

    public string? Team { get; set; }

    public string? Criticality { get; set; }

    public string? Address { get; set; }

    public string? MetricsPath { get; set; }

    public string? SnmpModule { get; set; }

    public string? SnmpAuth { get; set; }

    /// <summary>One <c>name=value</c> per line.</summary>
    public string? Labels { get; set; }

    public uint Version { get; set; }

    internal static ResourceForm Of(Resource resource) => new()
    {
        Name = resource.Name,
        Kind = Shared.Tone.Word(resource.Kind),
        Service = resource.Service,
        Environment = resource.Environment,
        Team = resource.Team,
        Criticality = Shared.Tone.Word(resource.Criticality),
        Address = resource.Address,
        MetricsPath = resource.MetricsPath,
        SnmpModule = resource.SnmpModule,
        SnmpAuth = resource.SnmpAuth,
        Labels = string.Join('\n', resource.Labels.Select(label => $"{label.Key}={label.Value}")),
        Version = resource.Version,
    };

    /// <summary>The draft that the form means, and what cannot be read.</summary>
    internal (ResourceDraft Draft, IReadOnlyList<InvalidField> Errors) Read()
    {
        var errors = new List<InvalidField>();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (Labels ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split('=', 2) is [{ Length: > 0 } name, var value])
            {
                labels[name.Trim()] = value.Trim();
            }
            else
            {
                errors.Add(new("labels", "label_line", line));
            }
        }

        return (new()
        {
            Name = Name,
            Kind = Choice<ResourceKind>("kind", Kind, errors),
            Service = Service,
            Environment = Environment,
            Team = Team,
            Criticality = Choice<Criticality>("criticality", Criticality, errors),
            Address = Address,
            MetricsPath = MetricsPath,
            SnmpModule = SnmpModule,
            SnmpAuth = SnmpAuth,
            Labels = labels,
        }, errors);
    }

    private static T? Choice<T>(string field, string? text, List<InvalidField> errors)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        foreach (var choice in Enum.GetValues<T>())
        {
            if (Shared.Tone.Word(choice) == text)
            {
                return choice;
            }
        }

        errors.Add(new(field, "choice"));
        return null;
    }
}
