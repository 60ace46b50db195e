using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Encrypts what is secret about channels with keys that are not in the database in the clear.</summary>
internal sealed class ChannelSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("notifications.channel.secrets.v1");

    public string Protect(IReadOnlyDictionary<string, string> secrets) => _protector.Protect(JsonSerializer.Serialize(secrets));

    public Dictionary<string, string> Unprotect(string text) =>
        text.Length == 0 ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(_protector.Unprotect(text))!;

    /// <summary>A channel as a notifier needs it.</summary>
    public ChannelTarget Target(NotificationChannel channel, string recipient) =>
        new(channel.Kind, channel.Settings.Concat(Unprotect(channel.Secrets)).ToDictionary(pair => pair.Key, pair => pair.Value), recipient);
}
