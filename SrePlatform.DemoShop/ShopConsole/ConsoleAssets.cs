using System.Reflection;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>The page's style sheet and script; part of the program, so that they are there wherever it is started.</summary>
internal static class ConsoleAssets
{
    public static void MapAssets(this WebApplication app)
    {
        foreach (var (name, type) in new[] { ("shop.css", "text/css; charset=utf-8"), ("shop.js", "text/javascript; charset=utf-8") })
        {
            var bytes = Read(name);
            app.MapGet($"/assets/{name}", (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-cache";
                return Results.Bytes(bytes, type);
            });
        }
    }

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"assets/{name}")
            ?? throw new InvalidOperationException($"The program lacks its file {name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
