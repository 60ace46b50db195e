using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.Tests.Infrastructure;

namespace SrePlatform.Tests.ControlPlane.Diagnosis;

/// <summary>The Assistant's API as its document says, and the realm's token endpoint, without either running.</summary>
internal sealed class StubAssistant
{
    public const string Alerts = "POST /api/v1/diagnostics/alerts";
    public const string Deployment = "POST /api/v1/diagnostics/deployment";
    public const string Question = "POST /api/v1/execute";
    public const string Capacity = "POST /api/v1/diagnostics/capacity";

    private readonly StubHttp _realm = new();

    public StubAssistant()
    {
        _realm.OnJson("GET /realms/sre-platform/.well-known/openid-configuration", new { token_endpoint = TestRealm.Authority + "/token" });
        _realm.OnJson("POST /realms/sre-platform/token", new { access_token = "service-token", expires_in = 300 });
        Accept();
    }

    public StubHttp Http { get; } = new();

    public Guid SessionId { get; } = Guid.NewGuid();

    public int Starts => Http.Requests.Count(asked => asked.Route is Alerts or Deployment);

    public void Accept()
    {
        foreach (var route in new[] { Alerts, Deployment, Question, Capacity })
        {
            Http.OnJson(route, new { session_id = SessionId, status = "accepted", message = "ok", estimated_time = 30 }, HttpStatusCode.Accepted);
        }
    }

    public void Answer(HttpStatusCode status, string detail) =>
        Http.On(Alerts, _ => new HttpResponseMessage(status) { Content = JsonContent.Create(new { status = (int)status, detail }) });

    public void Report(string status, int progress = 0, string? error = null) =>
        Http.OnJson($"GET /api/v1/diagnostics/{SessionId}/status", new { session_id = SessionId, status, progress, current_step = "gathering", error });

    public void Use(IServiceCollection services)
    {
        services.AddHttpClient("AssistantClient").ConfigurePrimaryHttpMessageHandler(() => Http);
        services.AddHttpClient("assistant-reach").ConfigurePrimaryHttpMessageHandler(() => Http);
        services.AddHttpClient("service-tokens").ConfigurePrimaryHttpMessageHandler(() => _realm);
    }
}
