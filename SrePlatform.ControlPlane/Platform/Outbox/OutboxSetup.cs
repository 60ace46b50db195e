using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Platform.Outbox;

internal static class OutboxSetup
{
    public static void AddOutbox(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OutboxStore>();
        builder.Services.AddWorker<OutboxWorker>();
        builder.Services.AddWorker<OutboxGauges>();
    }

    /// <summary>Adds the handler of one kind of work; it is created once, and makes a scope for what it needs per message.</summary>
    public static void AddOutboxHandler<T>(this IServiceCollection services) where T : class, IOutboxHandler => services.AddSingleton<IOutboxHandler, T>();
}
