namespace SrePlatform.ControlPlane.Platform.Background;

/// <summary>Registers background work so that its steps can also be taken one by one.</summary>
internal static class WorkerRegistration
{
    public static void AddWorker<T>(this IServiceCollection services) where T : BackgroundService
    {
        services.AddSingleton<T>();
        services.AddSingleton<IHostedService, HostedWorker<T>>();
    }
}

/// <summary>Runs <typeparamref name="T"/> with the host.</summary>
internal sealed class HostedWorker<T>(T worker) : IHostedService where T : BackgroundService
{
    public Task StartAsync(CancellationToken cancellationToken) => worker.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => worker.StopAsync(cancellationToken);
}
