using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>A channel as the API shows it: which secrets there are, never what they are.</summary>
internal sealed record ChannelView(
    Guid Id, ChannelKind Kind, string Name, bool Enabled, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<string> SecretsSet, DateTimeOffset? TestedAt, string? TestError,
    DateTimeOffset UpdatedAt, string UpdatedBy, uint Version);

/// <summary>A channel to save. Secrets that are left out stay as they are.</summary>
internal sealed record ChannelRequest(
    ChannelKind? Kind, string? Name, bool Enabled = true, IReadOnlyDictionary<string, string>? Settings = null, IReadOnlyDictionary<string, string>? Secrets = null, uint? Version = null);

internal sealed record ChannelList(IReadOnlyList<ChannelView> Items);

internal sealed record StrategyView(Guid Id, StrategyDraft Definition, DateTimeOffset UpdatedAt, string UpdatedBy, uint Version);

internal sealed record StrategyRequest(StrategyDraft? Definition, uint? Version = null);

internal sealed record StrategyList(IReadOnlyList<StrategyView> Items);

/// <summary><c>/api/v1/notification-channels</c>, <c>-strategies</c> and <c>-deliveries</c>.</summary>
internal static class NotificationEndpoints
{
    private const int Most = 200;

    public static void MapNotifications(this WebApplication app)
    {
        var channels = app.MapApi("notification-channels").WithTags("Notifications");
        channels.MapGet("/", ListChannels).WithName("ListNotificationChannels").WithSummary("Lists channels.").RequireAuthorization(Policies.Manage).Produces<ChannelList>();
        channels.MapPost("/", AddChannel).WithExample(NotificationExamples.Channel).WithName("AddNotificationChannel").WithSummary("Adds a channel.").Saves<ChannelView>(StatusCodes.Status201Created);
        channels.MapPut("/{id:guid}", ChangeChannel).WithExample(NotificationExamples.Channel).WithName("ChangeNotificationChannel").WithSummary("Changes a channel.").Saves<ChannelView>();
        channels.MapDelete("/{id:guid}", DeleteChannel).WithName("DeleteNotificationChannel").WithSummary("Deletes a channel that no strategy uses.").Saves<object>(StatusCodes.Status204NoContent);
        channels.MapPost("/{id:guid}/test", Test).WithName("TestNotificationChannel").WithSummary("Sends a test message now.").Saves<SendResult>();
        var strategies = app.MapApi("notification-strategies").WithTags("Notifications");
        strategies.MapGet("/", ListStrategies).WithName("ListNotificationStrategies").WithSummary("Lists strategies.").RequireAuthorization(Policies.Manage).Produces<StrategyList>();
        strategies.MapPost("/", AddStrategy).WithExample(NotificationExamples.Strategy).WithName("AddNotificationStrategy").WithSummary("Adds a strategy.").Saves<StrategyView>(StatusCodes.Status201Created);
        strategies.MapPut("/{id:guid}", ChangeStrategy).WithExample(NotificationExamples.Strategy).WithName("ChangeNotificationStrategy").WithSummary("Changes a strategy.").Saves<StrategyView>();
        strategies.MapDelete("/{id:guid}", DeleteStrategy).WithName("DeleteNotificationStrategy").WithSummary("Deletes a strategy.").Saves<object>(StatusCodes.Status204NoContent);
        var deliveries = app.MapApi("notification-deliveries").WithTags("Notifications");
        deliveries.MapGet("/", ListDeliveries).WithName("ListNotificationDeliveries").WithSummary("Lists deliveries with their attempts, newest first.")
            .RequireAuthorization(Policies.Read).Produces<Page<DeliveryView>>();
        deliveries.MapPost("/{id:guid}/resend", Resend).WithName("ResendNotification").WithSummary("Sends a delivery that is over once more.")
            .RequireAuthorization(Policies.Operate).Produces(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    public static ChannelView View(NotificationChannel channel, ChannelSecrets secrets) => new(
        channel.Id, channel.Kind, channel.Name, channel.Enabled, channel.Settings, [.. secrets.Unprotect(channel.Secrets).Keys.Order(StringComparer.Ordinal)], channel.TestedAt, channel.TestError,
        channel.UpdatedAt, channel.UpdatedBy, channel.Version);

    private static void Saves<T>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK)
    {
        endpoint.RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        _ = status is StatusCodes.Status204NoContent ? endpoint.Produces(status) : endpoint.Produces<T>(status);
    }

    private static async Task<IResult> ListChannels(SreDbContext context, ChannelSecrets secrets, CancellationToken cancellationToken) => TypedResults.Ok(new ChannelList(
        (await context.Set<NotificationChannel>().AsNoTracking().OrderBy(channel => channel.Name).Take(Most).ToListAsync(cancellationToken)).ConvertAll(channel => View(channel, secrets))));

    private static async Task<IResult> AddChannel(ChannelRequest request, ClaimsPrincipal principal, SaveChannel save, ChannelSecrets secrets, CancellationToken cancellationToken)
    {
        if (request.Kind is not { } kind)
        {
            return new ValidationFailure("kind", $"Give one of: {string.Join(", ", Enum.GetValues<ChannelKind>().Select(EnumsAsText.ToText))}.").ToProblem();
        }

        return (await save.AddAsync(kind, Draft(request), Actor.From(principal), cancellationToken)).TryGet(out var channel, out var failure)
            ? TypedResults.Created($"/api/v1/notification-channels/{channel.Id}", View(channel, secrets))
            : failure.ToProblem();
    }

    private static async Task<IResult> ChangeChannel(
        Guid id, ChannelRequest request, ClaimsPrincipal principal, SaveChannel save, ChannelSecrets secrets, CancellationToken cancellationToken) =>
        (await save.ChangeAsync(id, request.Version, Draft(request), Actor.From(principal), cancellationToken)).TryGet(out var channel, out var failure)
            ? TypedResults.Ok(View(channel, secrets))
            : failure.ToProblem();

    private static async Task<IResult> DeleteChannel(Guid id, ClaimsPrincipal principal, SaveChannel save, CancellationToken cancellationToken) =>
        (await save.DeleteAsync(id, Actor.From(principal), cancellationToken)).Failure is { } failure ? failure.ToProblem() : TypedResults.NoContent();

    private static async Task<IResult> Test(Guid id, ClaimsPrincipal principal, TestChannel test, CancellationToken cancellationToken) =>
        (await test.RunAsync(id, Actor.From(principal), cancellationToken)).TryGet(out var result, out var failure) ? TypedResults.Ok(result) : failure.ToProblem();

    private static async Task<IResult> ListStrategies(SreDbContext context, CancellationToken cancellationToken) => TypedResults.Ok(new StrategyList(
        (await context.Set<NotificationStrategy>().AsNoTracking().OrderBy(strategy => strategy.Name).Take(Most).ToListAsync(cancellationToken)).ConvertAll(View)));

    private static async Task<IResult> AddStrategy(StrategyRequest request, ClaimsPrincipal principal, SaveStrategy save, CancellationToken cancellationToken) =>
        (await save.RunAsync(null, null, request.Definition ?? new(), Actor.From(principal), cancellationToken)).TryGet(out var strategy, out var failure)
            ? TypedResults.Created($"/api/v1/notification-strategies/{strategy.Id}", View(strategy))
            : failure.ToProblem();

    private static async Task<IResult> ChangeStrategy(Guid id, StrategyRequest request, ClaimsPrincipal principal, SaveStrategy save, CancellationToken cancellationToken) =>
        (await save.RunAsync(id, request.Version, request.Definition ?? new(), Actor.From(principal), cancellationToken)).TryGet(out var strategy, out var failure)
            ? TypedResults.Ok(View(strategy))
            : failure.ToProblem();

    private static async Task<IResult> DeleteStrategy(Guid id, ClaimsPrincipal principal, SaveStrategy save, CancellationToken cancellationToken) =>
        (await save.DeleteAsync(id, Actor.From(principal), cancellationToken)).Failure is { } failure ? failure.ToProblem() : TypedResults.NoContent();

    private static async Task<IResult> ListDeliveries(
        string? status, string? channel_id, string? incident_id, string? limit, string? cursor, Scope scope, ReadDeliveries deliveries, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var page = read.Page(limit, cursor);
        var filter = new DeliveryFilter(read.Choice<DeliveryStatus>("status", status), read.Id("channel_id", channel_id), read.Id("incident_id", incident_id));
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await deliveries.ListAsync(scope, filter, page, cancellationToken));
    }

    private static async Task<IResult> Resend(Guid id, ClaimsPrincipal principal, Scope scope, ResendDelivery resend, CancellationToken cancellationToken) =>
        (await resend.RunAsync(scope, id, Actor.From(principal), cancellationToken)).Failure is { } failure ? failure.ToProblem() : TypedResults.Accepted((string?)null);

    private static ChannelDraft Draft(ChannelRequest request) => new(
        request.Name ?? "", request.Enabled, request.Settings ?? new Dictionary<string, string>(), request.Secrets ?? new Dictionary<string, string>());

    private static StrategyView View(NotificationStrategy strategy) => new(strategy.Id, strategy.Is, strategy.UpdatedAt, strategy.UpdatedBy, strategy.Version);
}
