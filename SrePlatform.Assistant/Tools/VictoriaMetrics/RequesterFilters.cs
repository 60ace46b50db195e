using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources;

namespace SrePlatform.Assistant.Tools.VictoriaMetrics;

/// <summary>What a question to the metrics was held to is part of its record.</summary>
internal static class RequesterFilters
{
    public static JsonObject Note(this RequesterAccess requester, JsonObject arguments)
    {
        if (requester.MetricFilters.Count > 0)
        {
            arguments["extra_filters"] = new JsonArray([.. requester.MetricFilters.Select(filter => (JsonNode)filter)]);
        }

        return arguments;
    }
}
