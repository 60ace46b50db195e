using Microsoft.AspNetCore.Http.HttpResults;
using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>A switch, as the API shows it; <c>enabled</c> is null while its service is away.</summary>
internal sealed record FaultItem(string Name, string Service, bool Reachable, bool? Enabled);

/// <summary>All switches.</summary>
internal sealed record FaultPage(IReadOnlyList<FaultItem> Items, string? NextCursor);

/// <summary>The switches for scripts: <c>GET /faults</c>, <c>PUT /faults/{name}</c>, <c>DELETE /faults</c>.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this WebApplication app)
    {
        var group = app.MapGroup("/faults");
        group.AddEndpointFilter<SameOriginFilter>();
        group.MapGet("", ListAsync);
        group.MapPut("/{name}", SwitchAsync);
        group.MapDelete("", SwitchAllOffAsync);
    }

    private static async Task<FaultPage> ListAsync(ServiceControl control, CancellationToken cancellationToken)
    {
        var states = (await control.ReadAllAsync(cancellationToken)).ToDictionary(entry => entry.Service.Name, entry => entry.State);
        return new([.. FaultSwitchboard.Switches.Select(service => Item(service, states[service.Name]?.FaultOn))], null);
    }

    private static async Task<Results<Ok<FaultItem>, ValidationProblem, ProblemHttpResult>> SwitchAsync(
        string name, FaultSwitch to, FaultSwitchboard switchboard, CancellationToken cancellationToken)
    {
        if (to.Enabled is not { } on)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["enabled"] = ["Say true or false."] });
        }

        return await switchboard.SwitchAsync(name, on, cancellationToken) switch
        {
            SwitchResult.Switched => TypedResults.Ok(Item(Target(name), on)),
            SwitchResult.ServiceAway => Away([Target(name).Name]),
            SwitchResult.UnknownFault => TypedResults.Problem($"There is no fault {name}; GET /faults lists them.", statusCode: StatusCodes.Status404NotFound),
            _ => throw new InvalidOperationException("A switch ended in no known way."),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SwitchAllOffAsync(FaultSwitchboard switchboard, CancellationToken cancellationToken)
    {
        var away = await switchboard.SwitchAllOffAsync(cancellationToken);
        return away.Count == 0 ? TypedResults.NoContent() : Away(away);
    }

    private static ShopService Target(string fault) => FaultSwitchboard.Switches.First(service => service.Fault == fault);

    private static FaultItem Item(ShopService service, bool? on) => new(service.Fault!, service.Name, on is not null, on);

    private static ProblemHttpResult Away(IReadOnlyList<string> services) => TypedResults.Problem(
        $"{string.Join(", ", services)} cannot be reached, so the switch there did not move. Try again when it runs.",
        title: "Service away",
        statusCode: StatusCodes.Status503ServiceUnavailable);
}
