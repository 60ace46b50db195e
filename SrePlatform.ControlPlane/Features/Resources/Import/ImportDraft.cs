using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources.Import;

/// <summary>Reads a line as a resource. Columns that the file does not have stay as they are.</summary>
internal static class ImportDraft
{
    public static (ResourceDraft Draft, IReadOnlyList<InvalidField> Errors) Of(ImportLine line, Resource? existing)
    {
        var errors = new List<InvalidField>();
        var draft = (existing?.Draft() ?? new ResourceDraft()) with { Name = line.Cells["name"] };
        draft = Has("kind", out var kind) ? draft with { Kind = Choice<ResourceKind>("kind", kind, errors) } : draft;
        draft = Has("service", out var service) ? draft with { Service = service } : draft;
        draft = Has("environment", out var environment) ? draft with { Environment = environment } : draft;
        draft = Has("team", out var team) ? draft with { Team = team } : draft;
        draft = Has("criticality", out var criticality) ? draft with { Criticality = Choice<Criticality>("criticality", criticality, errors) } : draft;
        draft = Has("address", out var address) ? draft with { Address = address } : draft;
        draft = Has("metrics_path", out var path) ? draft with { MetricsPath = path } : draft;
        draft = Has("snmp_module", out var module) ? draft with { SnmpModule = module } : draft;
        draft = Has("snmp_auth", out var auth) ? draft with { SnmpAuth = auth } : draft;
        draft = Has("labels", out var labels) ? draft with { Labels = Labels(labels, errors) } : draft;
        return (draft, errors.Count > 0 ? errors : ResourceValidation.Check(draft));

        bool Has(string column, out string cell) => line.Cells.TryGetValue(column, out cell!);
    }

    private static T? Choice<T>(string field, string text, List<InvalidField> errors)
        where T : struct, Enum
    {
        if (text.Length == 0)
        {
            return null;
        }

        foreach (var choice in Enum.GetValues<T>())
        {
            if (string.Equals(EnumsAsText.ToText(choice), text, StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        errors.Add(new(field, "one_of", string.Join(", ", Enum.GetValues<T>().Select(EnumsAsText.ToText))));
        return null;
    }

    private static Dictionary<string, string> Labels(string text, List<InvalidField> errors)
    {
        if (LabelText.TryRead(text, out var labels, out var wrong))
        {
            return labels;
        }

        errors.Add(new("labels", "label_pair", wrong));
        return labels;
    }
}
