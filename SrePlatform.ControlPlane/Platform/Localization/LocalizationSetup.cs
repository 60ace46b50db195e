using Microsoft.AspNetCore.Localization;
using Microsoft.Net.Http.Headers;

namespace SrePlatform.ControlPlane.Platform.Localization;

/// <summary>The language of a request: what the person chose, else what the browser prefers, else English.</summary>
internal static class LocalizationSetup
{
    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<TextCatalog>();
        services.AddSingleton<Texts>();
        services.AddScoped<Preferences>();
        services.AddScoped<Formats>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Languages.English);
            options.AddSupportedCultures([.. Languages.All.Select(language => language.Code)]);
            options.AddSupportedUICultures([.. Languages.All.Select(language => language.Code)]);
            options.RequestCultureProviders = [new CustomRequestCultureProvider(context => Task.FromResult<ProviderCultureResult?>(new(Choose(context.Request))))];
        });
    }

    internal static string Choose(HttpRequest request) =>
        Languages.Nearest(request.Cookies[Preferences.LanguageCookie])
        ?? Accepted(request).Select(Languages.Nearest).FirstOrDefault(code => code is not null)
        ?? Languages.English;

    private static IEnumerable<string?> Accepted(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted)
            ? accepted.Where(value => value.Quality is not 0).OrderByDescending(value => value.Quality ?? 1).Select(value => value.Value.Value)
            : [];
}
