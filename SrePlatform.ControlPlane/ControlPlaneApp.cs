using SrePlatform.ControlPlane;

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
            builder.AddServiceDefaults();
            return builder;
        }

        /// <summary>Maps the pages and endpoints of the Control Plane.</summary>
        public static WebApplication UseControlPlane(this WebApplication app)
        {
            app.MapDefaultEndpoints();
            return app;
        }
    }
}
