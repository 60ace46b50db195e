using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SrePlatform.Tests.AppHost.IdentityProvider;

/// <summary>A client on an address of its own, to which browsers come back from signing in.</summary>
internal sealed class WaitingClient : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WaitingClient(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<WaitingClient> StartAsync(CancellationToken cancellationToken)
    {
        var address = RunningIdentityProvider.FreeAddress();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls().ConfigureKestrel(server => server.ListenLocalhost(address.Port));
        var app = builder.Build();
        app.Map("/signin-oidc", async (HttpRequest request) =>
        {
            var code = request.HasFormContentType ? (await request.ReadFormAsync(request.HttpContext.RequestAborted))["code"].ToString() : request.Query["code"].ToString();
            return Results.Text($"{request.Method} with a code: {code.Length > 0}");
        });
        await app.StartAsync(cancellationToken);
        return new WaitingClient(app, address);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
