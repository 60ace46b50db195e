using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.SecurityHeaders;

namespace SrePlatform.ControlPlane.Platform.Web;

/// <summary>What all pages have alike: assets, localisation, response headers.</summary>
internal static class WebUi
{
    public static void AddWebUi(this WebApplicationBuilder builder)
    {
        builder.Services.AddLanguages();
        builder.Services.AddScoped<NavigationCounts>();
        builder.Services
            .AddRazorPages(options =>
            {
                options.RootDirectory = "/Features";
                options.Conventions.AuthorizeFolder("/", Auth.Policies.Read);
            })
            .AddMvcOptions(options =>
            {
                options.Filters.Add<VaryByHtmx>();
                options.Filters.Add<AutoValidateAntiforgeryTokenAttribute>();
            });
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "sre.antiforgery";
            options.HeaderName = "X-XSRF-TOKEN";
            options.SuppressXFrameOptionsHeader = true;
        });
        // Chinese is written as it is, not as numbered entities; what matters to HTML is encoded all the same.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // Pages too, also over TLS: the one secret that they hold beside text from outside is the antiforgery token, which is encrypted anew
        // for every answer, so that the length of an answer tells nothing about it; other sites cannot make a browser ask for pages in bulk,
        // since the session's cookie is not sent with their requests.
        builder.Services.AddResponseCompression(options =>
        {
            options.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/json", "text/csv"];
            options.EnableForHttps = true;
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }

    /// <summary>Middleware before routing and authentication.</summary>
    public static void UseWebUi(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
        });
        app.UseRequestLocalization(app.Services.GetRequiredService<IOptions<RequestLocalizationOptions>>().Value);
    }

    public static void MapWebUi(this WebApplication app) => app.MapRazorPages();
}
