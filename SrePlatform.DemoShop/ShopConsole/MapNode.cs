using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>Where a service stands on the map of calls: the left upper corner of its box.</summary>
internal sealed record MapNode(ShopService Service, ServiceState? State, int X, int Y)
{
    public const int Width = 150;
    public const int Height = 56;

    private static readonly Dictionary<string, (int X, int Y)> _places = new()
    {
        ["storefront"] = (0, 112),
        ["catalog"] = (220, 0),
        ["search"] = (220, 112),
        ["checkout"] = (220, 224),
        ["payment"] = (440, 256),
        ["orders"] = (440, 160),
        ["inventory"] = (660, 64),
        ["newsletter"] = (660, 256),
    };

    /// <summary>A box per service.</summary>
    public static IReadOnlyList<MapNode> Of(IEnumerable<(ShopService Service, ServiceState? State)> services) =>
        [.. services.Select(entry => new MapNode(entry.Service, entry.State, _places[entry.Service.Name].X, _places[entry.Service.Name].Y))];

    /// <summary>The line from this box's right side to another's left side.</summary>
    public string PathTo(MapNode to)
    {
        var (startX, startY, endX, endY) = (X + Width, Y + (Height / 2), to.X - 6, to.Y + (Height / 2));
        var bend = (endX - startX) / 2;
        return FormattableString.Invariant($"M{startX} {startY} C{startX + bend} {startY} {endX - bend} {endY} {endX} {endY}");
    }
}
