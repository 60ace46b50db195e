namespace SrePlatform.ControlPlane.Features.Search;

internal static class SearchFeature
{
    public static void AddSearch(this WebApplicationBuilder builder) => builder.Services.AddScoped<FindAnything>();
}
