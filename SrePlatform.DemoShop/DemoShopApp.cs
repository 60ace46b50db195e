using SrePlatform.DemoShop.Services;
using SrePlatform.DemoShop.ShopConsole;

namespace SrePlatform.DemoShop;

/// <summary>A small shop to break: <c>--service &lt;name&gt;</c> runs one of its services, <c>--service console</c> its load and its faults.</summary>
public sealed class DemoShopApp
{
    private DemoShopApp()
    {
    }

    /// <summary>Builds what <c>--service</c> asks for.</summary>
    /// <exception cref="ArgumentException">No service, or one that the shop does not have.</exception>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(DemoShopApp).Assembly.GetName().Name });
        var name = builder.Configuration["service"];
        return name == ConsoleApp.Name
            ? ConsoleApp.Build(builder)
            : ShopServices.Find(name) is { } service
            ? ServiceApp.Build(builder, service)
            : throw new ArgumentException($"--service {name} is not a part of the shop. Its parts: {string.Join(", ", ShopServices.All.Select(part => part.Name))}, {ConsoleApp.Name}.");
    }
}
