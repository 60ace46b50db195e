using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Notifications.Email;
using SrePlatform.ControlPlane.Features.Notifications.Line;
using SrePlatform.ControlPlane.Features.Notifications.PagerDuty;
using SrePlatform.ControlPlane.Features.Notifications.Slack;
using SrePlatform.ControlPlane.Features.Notifications.Teams;
using SrePlatform.ControlPlane.Features.Notifications.Webhook;
using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Tells people what happens to incidents. It reacts to persisted events; nobody calls it.</summary>
internal static class NotificationsFeature
{
    public static void AddNotifications(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<NotificationOptions>().BindConfiguration(NotificationOptions.Section).ValidateDataAnnotations()
            .Validate(options => options.AllowedNetworks.All(network => System.Net.IPNetwork.TryParse(network, out _)), "Notifications:AllowedNetworks takes networks such as 10.1.0.0/16.")
            .ValidateOnStart();
        services.AddSingleton<NotificationMetrics>();
        services.AddSingleton<OutgoingAddresses>();
        services.AddSingleton<ChannelSecrets>();
        services.AddSingleton<DeliveryStore>();
#pragma warning disable EXTEXP0001 // Attempts are rows, and a message that was refused must not be sent again behind their back.
        services.AddHttpClient(nameof(HttpSender), client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<OutgoingAddresses>().CreateHandler())
            .RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        services.AddSingleton(provider => new HttpSender(provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(HttpSender))));
        services.AddSingleton<INotifier, EmailNotifier>();
        services.AddSingleton<INotifier, SlackNotifier>();
        services.AddSingleton<INotifier, TeamsNotifier>();
        services.AddSingleton<INotifier, PagerDutyNotifier>();
        services.AddSingleton<INotifier, LineNotifier>();
        services.AddSingleton<INotifier, WebhookNotifier>();
        services.AddScoped<IIncidentListener, PlanDeliveries>();
        services.AddScoped<ComposeMessage>();
        services.AddScoped<SaveChannel>();
        services.AddScoped<TestChannel>();
        services.AddScoped<SaveStrategy>();
        services.AddScoped<ReadDeliveries>();
        services.AddScoped<ResendDelivery>();
        services.AddWorker<DeliveryWorker>();
        services.AddWorker<DeliveryUpkeep>();
    }
}
