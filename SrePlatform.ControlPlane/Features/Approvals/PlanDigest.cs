using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Names what a request would do, so that an approval holds for that and nothing else.</summary>
internal static class PlanDigest
{
    public static string Of(ApprovalRequest request) => Of(
        request.Runbook, request.RunbookVersion, request.RunbookHash, request.Parameters, request.Targets, request.Environment);

    public static string Of(
        string runbook, int version, string hash, IReadOnlyDictionary<string, JsonElement> parameters, IReadOnlyList<string> targets, string environment)
    {
        var text = new StringBuilder().Append(JsonSerializer.Serialize(runbook)).Append(' ').Append(version).Append(' ').Append(hash).Append(' ').Append(JsonSerializer.Serialize(environment));
        foreach (var (name, value) in parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(JsonSerializer.Serialize(name)).Append('=');
            Write(text, value);
        }

        foreach (var target in targets)
        {
            text.Append("\n@").Append(JsonSerializer.Serialize(target));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The same for the same value, however a database arranged its members.</summary>
    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    text.Append(JsonSerializer.Serialize(member.Name)).Append(':');
                    Write(text, member.Value);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Write(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                text.Append(JsonSerializer.Serialize(value.GetString()));
                break;
            case JsonValueKind.Number:
                text.Append(value.GetDecimal().ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
