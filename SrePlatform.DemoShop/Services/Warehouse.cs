using System.Collections.Concurrent;

namespace SrePlatform.DemoShop.Services;

/// <summary>The goods of the shop and how many pieces of each there are; what runs low is ordered at once.</summary>
internal sealed class Warehouse
{
    private const int Full = 500;
    private const int Low = 20;
    private readonly ConcurrentDictionary<int, int> _pieces = new();

    public static IReadOnlyList<Product> Products { get; } =
    [
        .. new[] { "Desk lamp", "Oak shelf", "Wool blanket", "Tea pot", "Garden chair", "Cork board", "Bread knife", "Rain coat", "Notebook", "Bicycle bell", "Picnic basket", "Door mat" }
            .Select((name, index) => new Product(index + 1, name, 7.5m + (index * 4.25m))),
    ];

    public Stock Look(int productId) => new(productId, _pieces.GetOrAdd(productId, Full));

    public Stock Take(int productId, int pieces) =>
        new(productId, _pieces.AddOrUpdate(productId, Full - pieces, (_, left) => left - pieces < Low ? Full : left - pieces));
}
