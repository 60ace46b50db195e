using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SrePlatform.ServiceDefaults.ServiceTokens;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>How one service of the platform calls another as itself.</summary>
public static class ServiceTokenExtensions
{
    /// <summary>Adds the source of this service's own access tokens (client credentials, section <c>Authentication</c>).</summary>
    public static IServiceCollection AddServiceTokens(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddPlatformAuthenticationOptions();
        services.AddHttpClient(TokenEndpoint.ClientName);
        services.TryAddSingleton<TokenEndpoint>();
        services.TryAddSingleton<ServiceTokenCache>();
        services.TryAddTransient<ServiceTokenHandler>();
        return services;
    }

    /// <summary>Sends this service's access token with each request of the client.</summary>
    public static IHttpClientBuilder AddServiceToken(this IHttpClientBuilder client)
    {
        ArgumentNullException.ThrowIfNull(client);
        client.Services.AddServiceTokens();
        return client.AddHttpMessageHandler<ServiceTokenHandler>();
    }
}
