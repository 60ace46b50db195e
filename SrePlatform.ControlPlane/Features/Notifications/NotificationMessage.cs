using System.Text;
using SrePlatform.ControlPlane.Features.Incidents;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>What a message says, before each channel puts it into its own form.</summary>
/// <param name="Title">One line.</param>
/// <param name="Lines">What happened, one line each.</param>
/// <param name="Facts">Names and values: severity, services, who has it.</param>
/// <param name="Url">The incident's page; null if the platform's own address is not known.</param>
/// <param name="IncidentKey">The same for all messages about one incident.</param>
internal sealed record NotificationMessage(
    Guid DeliveryId, string Title, IReadOnlyList<string> Lines, IReadOnlyList<(string Name, string Value)> Facts, string? Url, string IncidentKey, string Reference,
    IncidentSeverity Severity, IncidentState State, IReadOnlyList<string> Services)
{
    /// <summary>Everything as plain text.</summary>
    public string Plain()
    {
        var text = new StringBuilder(Title).AppendLine().AppendLine();
        foreach (var line in Lines)
        {
            text.AppendLine(line);
        }

        text.AppendLine();
        foreach (var (name, value) in Facts)
        {
            text.Append(name).Append(": ").AppendLine(value);
        }

        return (Url is null ? text : text.AppendLine().AppendLine(Url)).ToString();
    }
}

/// <summary>Where a message goes: a channel with its secrets in the clear, and whom to reach there.</summary>
internal sealed record ChannelTarget(ChannelKind Kind, IReadOnlyDictionary<string, string> Settings, string Recipient)
{
    public string this[string field] => Settings.GetValueOrDefault(field) ?? ChannelFields.Of(Kind).FirstOrDefault(known => known.Name == field)?.Default ?? "";
}

/// <summary>How sending ended.</summary>
/// <param name="Retry">Whether another attempt makes sense.</param>
/// <param name="After">When, if the other side said so.</param>
internal sealed record SendResult(bool Succeeded, string Detail, bool Retry = true, TimeSpan? After = null)
{
    public static SendResult Sent(string detail) => new(true, detail);
}

/// <summary>Sends through one kind of channel.</summary>
internal interface INotifier
{
    ChannelKind Kind { get; }

    Task<SendResult> SendAsync(ChannelTarget target, NotificationMessage message, CancellationToken cancellationToken);
}
