namespace SrePlatform.AppHost.Topology;

/// <summary>Addresses as a browser on this machine sees them, also inside containers, which see others.</summary>
internal static class BrowserAddresses
{
    /// <summary>Sets a variable to an endpoint's address in the browser, perhaps with a path.</summary>
    public static IResourceBuilder<T> WithBrowserUrl<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpoint, string path = "")
        where T : IResourceWithEnvironment =>
        builder.WithEnvironment(context =>
        {
            if (context.ExecutionContext.IsRunMode && endpoint.IsAllocated)
            {
                context.EnvironmentVariables[name] = endpoint.Url + path;
            }
            else
            {
                // Published, the address is the operator's to choose; the endpoint names the place to put it.
                context.EnvironmentVariables[name] = ReferenceExpression.Create($"{endpoint}{path}");
            }
        });
}
