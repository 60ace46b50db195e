using SrePlatform.Assistant;

namespace SrePlatform.Assistant
{
    /// <summary>Names this application's assembly, for test hosts.</summary>
    public sealed class AssistantApp;
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Everything that the Assistant is made of, in two calls.</summary>
    public static class AssistantExtensions
    {
        /// <summary>Adds the services of the Assistant.</summary>
        public static WebApplicationBuilder AddAssistant(this WebApplicationBuilder builder)
        {
            builder.AddServiceDefaults();
            return builder;
        }

        /// <summary>Maps the pages and endpoints of the Assistant.</summary>
        public static WebApplication UseAssistant(this WebApplication app)
        {
            app.MapDefaultEndpoints();
            return app;
        }
    }
}
