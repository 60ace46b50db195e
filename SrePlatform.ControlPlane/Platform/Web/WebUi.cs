namespace SrePlatform.ControlPlane.Platform.Web;

/// <summary>What all pages have alike: assets, localisation, response headers.</summary>
internal static class WebUi
{
    public static void AddWebUi(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages(options =>
        {
            options.RootDirectory = "/Features";
            options.Conventions.AuthorizeFolder("/", Auth.Policies.Read);
        });
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "sre.antiforgery";
            options.HeaderName = "X-XSRF-TOKEN";
        });
    }

    /// <summary>Middleware before routing and authentication.</summary>
    public static void UseWebUi(this WebApplication app)
    {
    }

    public static void MapWebUi(this WebApplication app) => app.MapRazorPages();
}
