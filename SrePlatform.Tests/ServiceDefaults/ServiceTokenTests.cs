using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SrePlatform.ServiceDefaults.ServiceTokens;
using Xunit;

namespace SrePlatform.Tests.ServiceDefaults;

[Trait("Category", "Unit")]
public sealed class ServiceTokenTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly RealmInMemory _realm;
    private readonly OtherService _other = new();
    private readonly ServiceProvider _services;

    public ServiceTokenTests()
    {
        _realm = new RealmInMemory(_clock);
        _services = Services("right");
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task One_token_serves_until_shortly_before_it_expires()
    {
        await CallAsync();
        _clock.Advance(TimeSpan.FromSeconds(269));
        await CallAsync();
        Assert.Equal(["Bearer token-1", "Bearer token-1"], _other.Authorizations);

        _clock.Advance(TimeSpan.FromSeconds(2));
        await CallAsync();
        Assert.Equal("Bearer token-2", _other.Authorizations[^1]);
        Assert.Equal(2, _realm.TokenRequests);
    }

    [Fact]
    public async Task Calls_at_the_same_time_wait_for_one_request()
    {
        var gate = new TaskCompletionSource();
        _realm.TokenGate = gate.Task;
        var calls = Enumerable.Range(0, 20).Select(_ => CallAsync()).ToList();
        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(1, _realm.TokenRequests);
        Assert.All(_other.Authorizations, header => Assert.Equal("Bearer token-1", header));
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_and_the_body_is_sent_again()
    {
        _other.Refused.Add("Bearer token-1");
        using var client = Client();
        using var response = await client.PostAsync("http://other.test/", new StringContent("the body"), Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], _other.Authorizations);
        Assert.Equal(["the body", "the body"], _other.Bodies);
    }

    [Fact]
    public async Task A_second_refusal_is_the_answer()
    {
        _other.Refused.UnionWith(["Bearer token-1", "Bearer token-2"]);

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync());
        Assert.Equal(2, _realm.TokenRequests);
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_is_used_to_its_end()
    {
        await CallAsync();
        _realm.IsDown = true;
        _clock.Advance(TimeSpan.FromSeconds(290));
        Assert.Equal(HttpStatusCode.OK, await CallAsync());

        _clock.Advance(TimeSpan.FromSeconds(11));
        var exception = await Assert.ThrowsAsync<ServiceTokenException>(CallAsync);
        Assert.Contains(RealmInMemory.Authority, exception.Message, StringComparison.Ordinal);

        _realm.IsDown = false;
        Assert.Equal(HttpStatusCode.OK, await CallAsync());
    }

    [Theory]
    [InlineData("wrong", "401 invalid_client")]
    [InlineData("", "Authentication:ClientSecret")]
    public async Task Why_there_is_no_token_is_said(string secret, string reason)
    {
        await using var services = Services(secret);
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient("other");

        var exception = await Assert.ThrowsAsync<ServiceTokenException>(() => client.GetAsync(new Uri("http://other.test/"), Cancelled));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.True(secret.Length == 0 || !exception.Message.Contains(secret, StringComparison.Ordinal));
    }

    private HttpClient Client() => _services.GetRequiredService<IHttpClientFactory>().CreateClient("other");

    private async Task<HttpStatusCode> CallAsync()
    {
        using var client = Client();
        using var response = await client.GetAsync(new Uri("http://other.test/"), Cancelled);
        return response.StatusCode;
    }

    private ServiceProvider Services(string secret)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Authentication:Authority"] = RealmInMemory.Authority,
            ["Authentication:Audience"] = RealmInMemory.Audience,
            ["Authentication:RequireHttpsMetadata"] = "false",
            ["Authentication:ClientId"] = "control-plane",
            ["Authentication:ClientSecret"] = secret,
        }).Build());
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddHttpClient("other").AddServiceToken().ConfigurePrimaryHttpMessageHandler(() => _other);
        services.AddHttpClient(TokenEndpoint.ClientName).ConfigurePrimaryHttpMessageHandler(() => _realm);
        return services.BuildServiceProvider();
    }

    private sealed class OtherService : HttpMessageHandler
    {
        private readonly Lock _gate = new();

        public List<string> Authorizations { get; } = [];

        public List<string> Bodies { get; } = [];

        public HashSet<string> Refused { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var authorization = request.Headers.Authorization!.ToString();
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            lock (_gate)
            {
                Authorizations.Add(authorization);
                Bodies.Add(body);
                return new HttpResponseMessage(Refused.Contains(authorization) ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
            }
        }
    }
}
