using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>The rules that a resource must keep so that its series can be labelled with it.</summary>
internal static partial class ResourceValidation
{
    public const int LongestName = 128;
    public const int LongestWord = 64;
    public const int LongestAddress = 255;
    public const int MostLabels = 32;
    public const int LongestLabelValue = 256;

    /// <summary>Labels that discovery or VictoriaMetrics sets itself.</summary>
    public static readonly IReadOnlySet<string> ReservedLabels =
        new HashSet<string>(["resource_id", "resource", "service", "env", "team", "job", "instance", "le", "quantile", "alertname", "alertgroup", "severity"], StringComparer.Ordinal);

    public static IReadOnlyList<InvalidField> Check(ResourceDraft draft)
    {
        var errors = new List<InvalidField>();
        Word("name", draft.Name, required: true, LongestName, errors);
        Word("service", draft.Service, required: false, LongestName, errors);
        Word("environment", draft.Environment, required: false, LongestWord, errors);
        Word("team", draft.Team, required: true, LongestWord, errors);
        if (draft.Kind is null)
        {
            errors.Add(new("kind", "required"));
        }

        if (!string.IsNullOrWhiteSpace(draft.Address) && !IsHostAndPort(draft.Address.Trim()))
        {
            errors.Add(new("address", "host_port"));
        }

        if (!string.IsNullOrWhiteSpace(draft.MetricsPath) && (draft.MetricsPath.Trim().Length > LongestAddress || !Path().IsMatch(draft.MetricsPath.Trim())))
        {
            errors.Add(new("metrics_path", "path"));
        }

        foreach (var (field, text) in new[] { ("snmp_module", draft.SnmpModule), ("snmp_auth", draft.SnmpAuth) })
        {
            if (!string.IsNullOrWhiteSpace(text) && (text.Trim().Length > LongestWord || !SnmpName().IsMatch(text.Trim())))
            {
                errors.Add(new(field, "snmp_name"));
            }
        }

        if (!string.IsNullOrWhiteSpace(draft.SnmpModule) && string.IsNullOrWhiteSpace(draft.Address))
        {
            errors.Add(new("address", "required"));
        }

        CheckLabels(draft.Labels ?? new Dictionary<string, string>(), errors);
        return errors;
    }

    /// <summary>A host name, an IPv4 address or an IPv6 address in brackets, then a port.</summary>
    internal static bool IsHostAndPort(string text)
    {
        if (text.Length > LongestAddress)
        {
            return false;
        }

        var colon = text.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65535)
        {
            return false;
        }

        var host = text[..colon];
        return host is ['[', .. var address, ']']
            ? !address.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(address, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            : HostName().IsMatch(host);
    }

    private static void Word(string field, string? value, bool required, int longest, List<InvalidField> errors)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            if (required)
            {
                errors.Add(new(field, "required"));
            }
        }
        else if (value.Trim().Length > longest)
        {
            errors.Add(new(field, "too_long", longest.ToString(CultureInfo.InvariantCulture)));
        }
        else if (!Name().IsMatch(value.Trim()))
        {
            errors.Add(new(field, "name"));
        }
    }

    private static void CheckLabels(IReadOnlyDictionary<string, string> labels, List<InvalidField> errors)
    {
        if (labels.Count > MostLabels)
        {
            errors.Add(new("labels", "too_many_labels", MostLabels.ToString(CultureInfo.InvariantCulture)));
            return;
        }

        foreach (var (name, value) in labels)
        {
            if (CheckLabelName(name) is { Count: > 0 } wrong)
            {
                errors.AddRange(wrong);
            }
            else if (value is null || value.Length > LongestLabelValue || value.Any(char.IsControl))
            {
                errors.Add(new("labels", "label_value", name, LongestLabelValue.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }

    /// <summary>What is wrong with the name of a label.</summary>
    internal static IReadOnlyList<InvalidField> CheckLabelName(string name) =>
        !LabelName().IsMatch(name) || name.StartsWith("__", StringComparison.Ordinal) || name.Length > LongestWord ? [new("labels", "label_name", name)]
        : ReservedLabels.Contains(name) ? [new("labels", "label_reserved", name)]
        : [];

    /// <summary>Letters and digits of any script, and the punctuation that names of machines use.</summary>
    [GeneratedRegex(@"^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._:/@()+-]*[\p{L}\p{M}\p{N})])?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?!-)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62}))*\.?\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"^/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*\z")]
    private static partial Regex Path();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_,.-]*\z")]
    private static partial Regex SnmpName();

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex LabelName();
}
