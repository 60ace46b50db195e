using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ServiceDefaults.Api;

namespace SrePlatform.ControlPlane.Platform.OpenApi;

/// <summary>The service's description of its API, OpenAPI 3.1; <c>docs/api/control-plane.json</c> is the committed copy.</summary>
internal static class OpenApiSetup
{
    private const string Document = "v1";
    private const string Realm = "realm";
    private const string Source = "source";
    private static readonly string[] SourcePolicies = [Policies.Ingest, Policies.Discovery, Policies.Deployments];

    public static void AddApiDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath is { } path
            && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("webhooks/", StringComparison.Ordinal));
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Secure(operation, context);
            ParameterFormats.Apply(operation);
            Exemplify(operation, context);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "SRE Platform Control Plane",
            Version = Document,
            Description = "Inventory, alerts, incidents and audit. Errors are RFC 9457 problem details with a request_id. Lists return items and next_cursor.",
        };
        // Where it runs is the reader's business.
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Realm] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "An access token of the realm with the audience control-plane." },
            [Source] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token of a machine sender, valid for its one purpose." },
        };
    }

    private static void Exemplify(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestExample>().LastOrDefault() is { } example)
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            {
                content.Example = JsonNode.Parse(example.Json);
            }
        }
    }

    private static void Secure(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var policies = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>().ToList();
        var scheme = policies.Any(SourcePolicies.Contains) ? Source : Realm;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }];
        var needed = policies.Where(policy => policy != Policies.Api).ToList();
        if (needed.Count > 0)
        {
            operation.Description = $"Needs: {string.Join(", ", needed)}.";
        }
    }
}
