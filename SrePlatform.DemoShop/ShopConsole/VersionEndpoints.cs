using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SrePlatform.DemoShop.Faults;
using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>Which version of a service is wanted.</summary>
internal sealed record VersionWish(string? Version);

/// <summary>What runs after a change.</summary>
internal sealed record VersionState(string Service, string Version);

/// <summary><c>PUT /services/{service}/version</c> and <c>POST /services/{service}/restart</c>: what automation does to the shop, with the control token.</summary>
internal static class VersionEndpoints
{
    public static void MapVersions(this WebApplication app)
    {
        var services = app.MapGroup("/services/{name}");
        services.AddEndpointFilter(NeedsControlToken);
        services.MapPut("/version", PutAsync);
        services.MapPost("/restart", RestartAsync);
    }

    /// <summary>Puts a version into service: the released one, or of payment also the bad one.</summary>
    private static async Task<Results<Ok<VersionState>, ValidationProblem, ProblemHttpResult>> PutAsync(
        string name, VersionWish wish, FaultSwitchboard switchboard, ServiceControl control, CancellationToken cancellationToken)
    {
        if (ShopServices.Find(name) is not { } service)
        {
            return Unknown(name);
        }

        var bad = service.Fault == FaultNames.BadDeploymentPayment && wish.Version == BadDeploymentFault.BadVersion;
        if (!bad && wish.Version != service.Version)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["version"] = [$"There is no build {wish.Version} of {name}."] });
        }

        if (service.Fault == FaultNames.BadDeploymentPayment)
        {
            return await switchboard.SwitchAsync(service.Fault, bad, cancellationToken) == SwitchResult.Switched
                ? TypedResults.Ok(new VersionState(name, wish.Version!))
                : Away(name);
        }

        // The only version that it has: nothing changes.
        return await control.ReadAsync(name, cancellationToken) is null ? Away(name) : TypedResults.Ok(new VersionState(name, service.Version));
    }

    /// <summary>Starts a service anew: what a fault had built up in it is gone. A bad version stays what it is.</summary>
    private static async Task<Results<Ok<VersionState>, ProblemHttpResult>> RestartAsync(
        string name, FaultSwitchboard switchboard, ServiceControl control, CancellationToken cancellationToken)
    {
        if (ShopServices.Find(name) is not { } service)
        {
            return Unknown(name);
        }

        if (service.Fault is { } fault && fault != FaultNames.BadDeploymentPayment)
        {
            return await switchboard.SwitchAsync(fault, on: false, cancellationToken) == SwitchResult.Switched ? TypedResults.Ok(new VersionState(name, service.Version)) : Away(name);
        }

        return await control.ReadAsync(name, cancellationToken) is { } state ? TypedResults.Ok(new VersionState(name, state.Version)) : Away(name);
    }

    private static async ValueTask<object?> NeedsControlToken(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var expected = Encoding.UTF8.GetBytes("Bearer " + context.HttpContext.RequestServices.GetRequiredService<IOptions<ConsoleOptions>>().Value.ControlToken);
        var sent = Encoding.UTF8.GetBytes(context.HttpContext.Request.Headers.Authorization.ToString());
        return CryptographicOperations.FixedTimeEquals(expected, sent)
            ? await next(context)
            : TypedResults.Problem("Send the shop's control token as a bearer token.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static ProblemHttpResult Unknown(string name) => TypedResults.Problem($"There is no service {name}.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Away(string name) => TypedResults.Problem($"{name} cannot be reached. Try again when it runs.", statusCode: StatusCodes.Status503ServiceUnavailable);
}
