using Microsoft.OpenApi;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Platform.OpenApi;

/// <summary>Query parameters are read as text so that each fault can be named; here they are described as what they are.</summary>
internal static class ParameterFormats
{
    public static void Apply(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In is ParameterLocation.Query) ?? [])
        {
            (parameter.Schema, parameter.Description) = parameter.Name switch
            {
                "limit" => (
                    new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{PageRequest.MaxLimit}", Default = PageRequest.DefaultLimit },
                    "How many items to return."),
                "cursor" => (Text(null), "next_cursor of the part before."),
                "since" or "until" => (Text("date-time"), parameter.Name == "since" ? "From this time on." : "Before this time."),
                "ids" => (new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text("uuid") }, "Repeat it, or separate by commas."),
                "open" => (new OpenApiSchema { Type = JsonSchemaType.Boolean }, parameter.Description),
                { } name when name.EndsWith("_id", StringComparison.Ordinal) && name != "target_id" => (Text("uuid"), parameter.Description),
                _ => (parameter.Schema, parameter.Description),
            };
        }
    }

    private static OpenApiSchema Text(string? format) => new() { Type = JsonSchemaType.String, Format = format };
}
