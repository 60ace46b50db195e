namespace SrePlatform.AppHost.LocalEngine;

/// <summary>What the platform's own hosting integrations are made of under this engine.</summary>
internal static class ProgramAdditions
{
    /// <summary>Adds a program that is found on this machine or fetched; it runs in a folder of its own.</summary>
    public static IResourceBuilder<T> AddFetchedProgram<T>(this IDistributedApplicationBuilder builder, T resource) where T : ExecutableResource =>
        builder.AddResource(resource).WithAnnotation(new LauncherAnnotation(new FetchedProgramLauncher(resource)));

    /// <summary>Listens for HTTP on 127.0.0.1.</summary>
    public static IResourceBuilder<T> WithLoopbackEndpoint<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints =>
        builder.WithEndpoint(new EndpointAnnotation("http", "http", port: null) { TargetHost = "127.0.0.1" });

    /// <summary>Says why the resource is not there under this engine.</summary>
    public static IResourceBuilder<T> AsNotAvailable<T>(this IResourceBuilder<T> builder, string reason) where T : IResource =>
        builder.WithAnnotation(new NotAvailableAnnotation(reason));
}
