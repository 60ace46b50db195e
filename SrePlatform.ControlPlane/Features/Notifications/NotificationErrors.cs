using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Notifications;

internal sealed record ChannelNotFound() : NotFoundFailure("notification.channel_not_found", "There is no such channel.");

internal sealed record StrategyNotFound() : NotFoundFailure("notification.strategy_not_found", "There is no such strategy.");

internal sealed record DeliveryNotFound() : NotFoundFailure("notification.delivery_not_found", "There is no such delivery.");

internal sealed record ChannelInUse(IReadOnlyList<string> Strategies) : ConflictFailure(
    "notification.channel_in_use", $"The channel is used by: {string.Join(", ", Strategies)}. Take it out of these strategies first.");

internal sealed record NotificationChanged() : ConflictFailure("notification.changed", "Somebody else changed it meanwhile: look again and repeat what you meant.");

internal sealed record DeliveryIsWaiting() : ConflictFailure("notification.delivery_waiting", "The delivery waits already; it is sent when it is due.");

/// <summary>What is wrong with a form: codes by field, which pages say in the reader's language.</summary>
internal sealed record NotificationInvalid(IReadOnlyDictionary<string, string> Codes)
    : ValidationFailure(Codes.ToDictionary(pair => pair.Key, pair => new[] { Explain(pair.Value) }))
{
    private static string Explain(string code) => code switch
    {
        "required" => "Give a value.",
        "again" => "The address changed: give the secret again.",
        "taken" => "This name is taken.",
        "name" => "Give a name of at most 100 characters.",
        "url" => "Give an address that begins with https:// or http://, without user and password.",
        "port" => "Give a port from 1 to 65535.",
        "security" => "Give one of: starttls, tls, none.",
        "address" => "Give valid mail addresses, separated by commas.",
        "weak" => "Give at least 16 characters.",
        "too_long" => "This is too long, or has characters that cannot be seen.",
        "events" => "Choose at least one event.",
        "channels" => "Choose at least one channel that exists.",
        "zone" => "Give a time zone like Europe/Berlin.",
        "range" => "This is out of range.",
        "both" => "Give both, or neither.",
        "resource" => "There is no resource of this name.",
        "rotation" => "Choose a rotation that exists.",
        _ => code,
    };
}
