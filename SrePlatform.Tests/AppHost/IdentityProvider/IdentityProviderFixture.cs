using Xunit;

namespace SrePlatform.Tests.AppHost.IdentityProvider;

/// <summary>One provider by the real clock, for the tests that change nothing in it.</summary>
public sealed class IdentityProviderFixture : IAsyncLifetime
{
    private RunningIdentityProvider? _provider;

    internal RunningIdentityProvider Provider => _provider!;

    public async ValueTask InitializeAsync() => _provider = await RunningIdentityProvider.StartAsync(clock: null, CancellationToken.None);

    public ValueTask DisposeAsync() => _provider?.DisposeAsync() ?? ValueTask.CompletedTask;
}
