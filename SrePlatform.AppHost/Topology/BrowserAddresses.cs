namespace SrePlatform.AppHost.Topology;

/// <summary>Addresses as a browser sees them, also inside containers, which see others.</summary>
internal static class BrowserAddresses
{
    /// <summary>Sets a variable to an endpoint's address in the browser, perhaps with text around it.</summary>
    public static IResourceBuilder<T> WithBrowserUrl<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpoint, string path = "", string before = "")
        where T : IResourceWithEnvironment =>
        builder.WithEnvironment(context =>
        {
            if (!context.ExecutionContext.IsRunMode)
            {
                context.EnvironmentVariables[name] = before + Publishing.PublicAddress(endpoint) + path;
            }
            else if (endpoint.IsAllocated)
            {
                context.EnvironmentVariables[name] = before + endpoint.Url + path;
            }
            else
            {
                context.EnvironmentVariables[name] = ReferenceExpression.Create($"{before}{endpoint}{path}");
            }
        });
}
