using Microsoft.AspNetCore.Http.HttpResults;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>The inventory as an API.</summary>
internal static class ResourceEndpoints
{
    private const string Example =
        """
        {
          "name": "checkout-1", "kind": "service", "service": "checkout", "environment": "production", "team": "shop", "criticality": "high",
          "address": "10.0.0.5:9100", "metrics_path": "/metrics", "snmp_module": null, "snmp_auth": null, "labels": { "rack": "a1" }, "version": null
        }
        """;

    private static readonly ResourceInvalid VersionMissing = new([new InvalidField("version", "version")]);

    public static void Map(WebApplication app)
    {
        var group = app.MapApi("resources").WithTags("Resources");
        group.MapGet("", List).RequireAuthorization(Policies.Context).WithName("ListResources").WithSummary("Resources by name, a page at a time.");
        group.MapGet("{id:guid}", Get).RequireAuthorization(Policies.Context).WithName("GetResource").WithSummary("One resource.").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("", Create).RequireAuthorization(Policies.Manage).WithName("CreateResource").WithSummary("Adds a resource.").WithExample(Example);
        group.MapPut("{id:guid}", Edit).RequireAuthorization(Policies.Manage).WithName("ReplaceResource").WithSummary("Replaces what is known of a resource.").WithExample(Example.Replace("\"version\": null", "\"version\": 1", StringComparison.Ordinal))
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapDelete("{id:guid}", Delete).RequireAuthorization(Policies.Manage).WithName("DeleteResource").WithSummary("Takes a resource out of the inventory.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Page<ResourceResponse>>, ProblemHttpResult>> List(
        ListResources resources, HttpRequest request, Scope scope, CancellationToken cancellationToken,
        string? q = null, string? kind = null, string? service = null, string? environment = null, string? team = null,
        string? criticality = null, string? health = null, string? retired = null, string? sort = null, string? limit = null, string? cursor = null)
    {
        var reader = new QueryReader();
        var query = ResourceQuery.Read(request.Query, reader);
        if (reader.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        var page = await resources.RunAsync(scope, query.Filter, query.Limit, query.After, cancellationToken);
        return TypedResults.Ok(new Page<ResourceResponse>([.. page.Items.Select(ResourceResponse.Of)], page.NextCursor));
    }

    private static async Task<Results<Ok<ResourceResponse>, ProblemHttpResult>> Get(Guid id, Scope scope, SreDbContext context, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await context.FindResourceAsync(id, scope, cancellationToken) is not { } resource)
        {
            return new ResourceNotFound().ToProblem();
        }

        ResourceVersionHeader.Write(response, resource);
        return TypedResults.Ok(ResourceResponse.Of(resource));
    }

    private static async Task<Results<Created<ResourceResponse>, ProblemHttpResult>> Create(
        ResourceRequest body, CreateResource create, Scope scope, HttpContext http, CancellationToken cancellationToken)
    {
        var outcome = await create.RunAsync(body.Draft(), Actor.From(http.User), scope, cancellationToken);
        if (!outcome.TryGet(out var resource, out var failure))
        {
            return failure.ToProblem();
        }

        ResourceVersionHeader.Write(http.Response, resource);
        return TypedResults.Created($"/api/v1/resources/{resource.Id}", ResourceResponse.Of(resource));
    }

    private static async Task<Results<Ok<ResourceResponse>, ProblemHttpResult>> Edit(
        Guid id, ResourceRequest body, EditResource edit, Scope scope, HttpContext http, CancellationToken cancellationToken)
    {
        if (ResourceVersionHeader.Read(http.Request, body.Version) is not { } version)
        {
            return VersionMissing.ToProblem();
        }

        var outcome = await edit.RunAsync(id, version, body.Draft(), Actor.From(http.User), scope, cancellationToken);
        if (!outcome.TryGet(out var resource, out var failure))
        {
            return failure.ToProblem();
        }

        ResourceVersionHeader.Write(http.Response, resource);
        return TypedResults.Ok(ResourceResponse.Of(resource));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, DeleteResource delete, Scope scope, HttpContext http, CancellationToken cancellationToken, uint? version = null)
    {
        if (ResourceVersionHeader.Read(http.Request, version) is not { } read)
        {
            return VersionMissing.ToProblem();
        }

        var outcome = await delete.RunAsync(id, read, Actor.From(http.User), scope, cancellationToken);
        return outcome.TryGet(out _, out var failure) ? TypedResults.NoContent() : failure.ToProblem();
    }
}
