using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Messages;

/// <summary>
/// Says the Assistant's messages in the language and zone of the person: the text <c>diagnosis.&lt;key&gt;</c> with the message's
/// arguments, or the Assistant's own English where this version does not know the key.
/// Placeholders: <c>{name}</c> or <c>{name|format}</c> with unit (by the argument "unit"), signal, time, duration, percent, list, said (a
/// message in a message), and the words role, state, knowledge and metric.
/// </summary>
internal sealed partial class DiagnosisMessages(Texts texts, Formats formats)
{
    public string Say(AnalysisMessage? message) =>
        message?.Key is { } key && texts.Find("diagnosis." + key) is { } pattern ? Fill(pattern, message) : message?.Text ?? "";

    public string Signal(string? signal) => signal is null ? texts["diagnosis.signal.other"] : texts.Find("diagnosis.signal." + signal) ?? signal;

    /// <summary>A measured value; shares as percent, everything with its unit.</summary>
    public string Value(double? value, string? unit) => value is { } number ? formats.Value(number, unit) : texts["diagnosis.nothing"];

    private string Fill(string pattern, AnalysisMessage message) => Placeholder().Replace(pattern, match =>
    {
        var argument = message.Raw(match.Groups["name"].Value);
        return match.Groups["format"].Value switch
        {
            "unit" => Value(Number(argument), message.Argument("unit")),
            "signal" => Signal(argument.ValueKind == JsonValueKind.String ? argument.GetString() : null),
            "time" => argument.ValueKind == JsonValueKind.String && argument.TryGetDateTimeOffset(out var at) ? formats.Precise(at) : texts["diagnosis.unknown_time"],
            "duration" => Number(argument) is { } seconds ? formats.Duration(TimeSpan.FromSeconds(Math.Round(seconds))) : texts["diagnosis.unknown_duration"],
            "percent" => Value(Number(argument), "ratio"),
            "role" or "state" => Word($"badge.{match.Groups["format"].Value}.", argument),
            "knowledge" => Word("diagnosis.knowledge.", argument),
            "metric" => Word("diagnosis.capacity.metric.", argument),
            "said" => Said(argument),
            "list" => argument.ValueKind == JsonValueKind.Array ? List(argument.EnumerateArray().Select(Plain)) : Plain(argument),
            _ => Plain(argument),
        };
    });

    private string Word(string prefix, JsonElement argument) => argument.ValueKind == JsonValueKind.String ? texts.Find(prefix + argument.GetString()) ?? argument.GetString()! : Plain(argument);

    private string Said(JsonElement argument) => argument.ValueKind == JsonValueKind.Object ? Say(argument.Deserialize<AnalysisMessage>(ApiJson.Options)) : Plain(argument);

    private string List(IEnumerable<string> items) => string.Join(texts["diagnosis.list_separator"], items);

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole.ToString("N0", CultureInfo.CurrentCulture) : value.GetDouble().ToString("0.##", CultureInfo.CurrentCulture),
        JsonValueKind.Undefined or JsonValueKind.Null => "–",
        _ => value.GetRawText(),
    };

    [GeneratedRegex(@"\{(?<name>\w+)(?:\|(?<format>\w+))?\}")]
    private static partial Regex Placeholder();
}
