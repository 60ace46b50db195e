using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Platform.Api;

/// <summary>Route groups that decide how a caller proves who it is.</summary>
internal static class ApiRoutes
{
    /// <summary><c>/api/v1</c>: bearer tokens of the realm only. Each endpoint names its policy.</summary>
    public static RouteGroupBuilder MapApi(this WebApplication app, string prefix) =>
        app.MapGroup("/api/v1/" + prefix)
            .RequireAuthorization(Policies.Api)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>A route for machine senders with a source token of the policy's scope.</summary>
    public static TBuilder ForSource<TBuilder>(this TBuilder endpoint, string policy) where TBuilder : IEndpointConventionBuilder
    {
        endpoint.RequireAuthorization(policy);
        endpoint.WithMetadata(
            new ProducesResponseTypeMetadata(StatusCodes.Status429TooManyRequests, typeof(ProblemDetails), ["application/problem+json"]),
            new ProducesResponseTypeMetadata(StatusCodes.Status503ServiceUnavailable, typeof(ProblemDetails), ["application/problem+json"]));
        return endpoint;
    }
}
