using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>What keeps the console's page to itself: its own scripts and styles only, and only under this machine's names.</summary>
internal static class ConsoleSecurity
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string[] _thisMachine = ["localhost", "*.localhost", "127.0.0.1", "[::1]"];

    public static void AddConsoleSecurity(this WebApplicationBuilder builder)
    {
        // The switches protect nothing that outlives the process.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAntiforgery(options => options.Cookie.Name = "shop.antiforgery");
        builder.Services.Configure<HostFilteringOptions>(options =>
            options.AllowedHosts = builder.Configuration["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? _thisMachine);
    }

    public static void UseConsoleSecurity(this WebApplication app)
    {
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal),
            branch => branch.UseHostFiltering());
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
    }
}
