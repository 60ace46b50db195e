using System.Globalization;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Platform.Audit;

/// <summary>Writes one audit entry a minute for each source of refusals, with their number.</summary>
internal sealed class RefusalWorker(
    RefusalCounts counts, AuditLog audit, IServiceScopeFactory scopes, DatabaseSignals signals, TimeProvider time, ILogger<RefusalWorker> logger)
    : Worker(signals, time, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromMinutes(1);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var taken = counts.Take();
        if (taken.Count == 0)
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        foreach (var (refusal, count) in taken)
        {
            audit.Add(context, new Actor(ActorKind.Source, refusal.Source, refusal.Source), new AuditRecord("access.refused", "path", refusal.Area)
            {
                Outcome = AuditOutcome.Refused,
                Details = new Dictionary<string, string>
                {
                    ["count"] = count.ToString(CultureInfo.InvariantCulture), ["status"] = refusal.Status.ToString(CultureInfo.InvariantCulture),
                },
            });
        }

        await context.SaveChangesAsync(cancellationToken);
        return false;
    }
}

/// <summary>Notices 401 and 403 on their way out.</summary>
internal static class RefusalAudit
{
    private const int LongestSource = 100;

    public static void AddRefusalAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<RefusalCounts>();
        builder.Services.AddWorker<RefusalWorker>();
    }

    public static void UseRefusalAudit(this WebApplication app)
    {
        var counts = app.Services.GetRequiredService<RefusalCounts>();
        app.Use(async (http, next) =>
        {
            await next(http);
            if (http.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
            {
                counts.Add(new Refusal(SourceOf(http), AreaOf(http.Request.Path), http.Response.StatusCode));
            }
        });
    }

    private static string SourceOf(HttpContext http)
    {
        var name = http.User.Identity?.IsAuthenticated == true ? Actor.From(http.User).Name : http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        return name.Length <= LongestSource ? name : name[..LongestSource];
    }

    /// <summary>Two parts of the path are enough to see what was tried, and few enough to count.</summary>
    private static string AreaOf(PathString path)
    {
        var parts = (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var area = "/" + string.Join('/', parts.Take(parts is ["api", ..] ? 3 : 1));
        return area.Length <= LongestSource ? area : area[..LongestSource];
    }
}
