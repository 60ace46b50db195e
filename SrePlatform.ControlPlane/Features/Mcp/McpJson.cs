using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using SrePlatform.ControlPlane.Platform.Api;

namespace SrePlatform.ControlPlane.Features.Mcp;

/// <summary>How tools write JSON: as the API does, without what is null, and with every character of markup escaped, wherever it is shown.</summary>
internal static class McpJson
{
    public static readonly JsonSerializerOptions Options = new(ApiJson.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
