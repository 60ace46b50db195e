using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SrePlatform.Tests.ServiceDefaults;

/// <summary>A service that is made of the shared defaults, and does little else.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestService(WebApplication app) => _app = app;

    public static async Task<TestService> StartAsync(RealmInMemory realm, TimeProvider clock, Dictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Authentication:Authority"] = RealmInMemory.Authority,
            ["Authentication:Audience"] = RealmInMemory.Audience,
            ["Authentication:RequireHttpsMetadata"] = "false",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton(clock);
        builder.AddServiceDefaults();
        builder.AddPlatformAuthentication();
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.BackchannelHttpHandler = realm);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapDefaultEndpoints();
        var api = app.MapGroup("/api/v1");
        api.MapGet("/me", (ClaimsPrincipal user) => new { name = user.Identity!.Name, roles = user.FindAll("roles").Select(role => role.Value) }).RequireAuthorization();
        api.MapGet("/managed", () => "managed").RequireAuthorization(policy => policy.RequireRole("team_manager"));
        api.MapPost("/reports", (Report report) => report);
        api.MapGet("/numbers", (int pageSize) => pageSize);
        api.MapGet("/invalid", () => TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["TimeRange.StartTime"] = ["It is too early."] }));
        api.MapGet("/faulty", string () => throw new InvalidOperationException("the secret reason"));
        api.MapGet("/database", string () => throw new NpgsqlException("Failed to connect", new System.Net.Sockets.SocketException()));
        api.MapPost("/raw", async (HttpRequest request) => await request.ReadFromJsonAsync<Report>(request.HttpContext.RequestAborted));
        app.MapGet("/page", string () => throw new InvalidOperationException("the secret reason"));
        await app.StartAsync();
        return new TestService(app);
    }

    public HttpClient Client() => _app.GetTestClient();

    public async Task<Answer> GetAsync(string path, string? token = null, string? accept = null)
    {
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", token is null ? [] : [$"Bearer {token}"]);
        request.Headers.TryAddWithoutValidation("Accept", accept is null ? [] : [accept]);
        using var response = await client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public async Task<Answer> PostAsync(string path, string json, string contentType = "application/json")
    {
        using var client = Client();
        using var response = await client.PostAsync(path, new StringContent(json, System.Text.Encoding.UTF8, contentType));
        return await Answer.ReadAsync(response);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed class Report
    {
        public required Guid SessionId { get; init; }

        public int PageSize { get; init; } = 1;
    }
}

/// <summary>A response, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, string Challenge, string Text)
{
    public JsonElement Body => JsonSerializer.Deserialize<JsonElement>(Text);

    public string[] ErrorFields => [.. Body.GetProperty("errors").EnumerateObject().Select(error => error.Name)];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.WwwAuthenticate.ToString(), await response.Content.ReadAsStringAsync());
}
