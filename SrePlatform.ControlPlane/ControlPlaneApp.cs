using SrePlatform.ControlPlane;
using SrePlatform.ControlPlane.Features.Account;
using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Assistant;
using SrePlatform.ControlPlane.Features.Audit;
using SrePlatform.ControlPlane.Features.Batch;
using SrePlatform.ControlPlane.Features.ChangePolicy;
using SrePlatform.ControlPlane.Features.Checks;
using SrePlatform.ControlPlane.Features.Dashboards;
using SrePlatform.ControlPlane.Features.Automation;
using SrePlatform.ControlPlane.Features.Automation.Executor;
using SrePlatform.ControlPlane.Features.Deployments;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Discovery;
using SrePlatform.ControlPlane.Features.Home;
using SrePlatform.ControlPlane.Features.Inbox;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.IngestionSources;
using SrePlatform.ControlPlane.Features.Mcp;
using SrePlatform.ControlPlane.Features.People;
using SrePlatform.ControlPlane.Features.Networks;
using SrePlatform.ControlPlane.Features.Notifications;
using SrePlatform.ControlPlane.Features.OnCall;
using SrePlatform.ControlPlane.Features.PlatformHealth;
using SrePlatform.ControlPlane.Features.Postmortems;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Features.Search;
using SrePlatform.ControlPlane.Features.Services;
using SrePlatform.ControlPlane.Features.Silences;
using SrePlatform.ControlPlane.Features.Slos;
using SrePlatform.ControlPlane.Features.Topology;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Database;
using SrePlatform.ControlPlane.Platform.DataProtection;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Live;
using SrePlatform.ControlPlane.Platform.OpenApi;
using SrePlatform.ControlPlane.Platform.RateLimits;
using SrePlatform.ControlPlane.Platform.Outbox;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;
using SrePlatform.ControlPlane.Platform.Web;

namespace SrePlatform.ControlPlane
{
    /// <summary>Names this application's assembly, for test hosts.</summary>
    public sealed class ControlPlaneApp;
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Everything that the Control Plane is made of, in two calls.</summary>
    public static class ControlPlaneExtensions
    {
        /// <summary>Adds the services of the Control Plane.</summary>
        public static WebApplicationBuilder AddControlPlane(this WebApplicationBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            if (ExecutorRole.IsChosen(builder.Configuration))
            {
                ExecutorRole.Add(builder);
                return builder;
            }

            builder.AddServiceDefaults();
            builder.AddDatabase();
            builder.AddSharedDataProtection();
            builder.AddAuth();
            builder.AddAccess();
            builder.Services.AddPlatformProblemDetails();
            builder.AddErrorPages();
            builder.AddRateLimits();
            builder.AddRequestLimits();
            builder.Services.AddServiceTokens();
            builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
            builder.AddRefusalAudit();
            builder.AddApiDescription();
            builder.AddLive();
            builder.AddVictoriaMetrics();
            builder.AddOutbox();
            builder.AddWebUi();

            builder.AddIngestionSources();
            builder.AddNetworks();
            builder.AddResources();
            builder.AddChecks();
            builder.AddDiscovery();
            builder.AddPeople();
            builder.AddBatch();
            builder.AddAccount();
            builder.AddSearch();
            builder.AddInbox();
            builder.AddAssistant();
            builder.AddTopology();
            builder.AddDeployments();
            builder.AddServices();
            builder.AddDashboards();
            builder.AddAlertRules();
            builder.AddAlerts();
            builder.AddSilences();
            builder.AddSlos();
            builder.AddIncidents();
            builder.AddOnCall();
            builder.AddNotifications();
            builder.AddDiagnosis();
            builder.AddRunbooks();
            builder.AddApprovals();
            builder.AddChangePolicy();
            builder.AddAutomation();
            builder.AddPostmortems();
            builder.AddMcp();
            builder.AddAudit();
            builder.AddHome();
            builder.AddPlatformHealth();
            return builder;
        }

        /// <summary>Maps the pages and endpoints of the Control Plane.</summary>
        public static WebApplication UseControlPlane(this WebApplication app)
        {
            ArgumentNullException.ThrowIfNull(app);
            if (ExecutorRole.IsChosen(app.Configuration))
            {
                app.MapDefaultEndpoints();
                return app;
            }

            app.UseErrorPages();
            app.UseRefusalAudit();
            app.UseWebUi();
            app.UseRouting();
            app.UseAuthentication();
            app.UseRateLimiter();
            app.UseAuthorization();
            app.UseAccess();
            app.UseStorableText();
            app.UseAntiforgery();

            app.MapDefaultEndpoints();
            app.MapAuth();
            app.MapApiDescription();
            app.MapLive();
            app.MapWebUi();
            app.MapResources();
            app.MapChecks();
            app.MapPeople();
            app.MapBatch();
            app.MapAccount();
            app.MapTopology();
            app.MapDeployments();
            app.MapDashboards();
            app.MapAlertRules();
            app.MapAlerts();
            app.MapSilences();
            app.MapSlos();
            app.MapIncidents();
            app.MapOnCall();
            app.MapNotifications();
            app.MapDiagnosis();
            app.MapChangePolicy();
            app.MapRunbooks();
            app.MapApprovals();
            app.MapAutomation();
            app.MapPostmortems();
            app.MapMcp();
            app.MapAudit();
            app.MapHome();
            app.MapPlatformHealth();
            return app;
        }
    }
}
