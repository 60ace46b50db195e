using System.Text.Json.Serialization;
using SrePlatform.DemoShop.ShopConsole;

namespace SrePlatform.DemoShop.Services;

/// <summary>A thing to buy.</summary>
internal sealed record Product(int Id, string Name, decimal Price);

/// <summary>Pieces of a product in the warehouse.</summary>
internal sealed record Stock(int ProductId, int Pieces);

/// <summary>A page of the catalog.</summary>
internal sealed record ProductPage(IReadOnlyList<Product> Items, int InStock);

/// <summary>What a customer wants to buy.</summary>
internal sealed record Basket(int ProductId, int Pieces);

/// <summary>Money to take.</summary>
internal sealed record Charge(decimal Amount);

/// <summary>How buying ended: what the customer is told.</summary>
internal sealed record Receipt(Guid Id, string State);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(Stock))]
[JsonSerializable(typeof(ProductPage))]
[JsonSerializable(typeof(Basket))]
[JsonSerializable(typeof(Charge))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(ServiceState))]
[JsonSerializable(typeof(FaultSwitch))]
[JsonSerializable(typeof(FaultItem))]
[JsonSerializable(typeof(FaultPage))]
[JsonSerializable(typeof(DeploymentReport))]
[JsonSerializable(typeof(VersionWish))]
[JsonSerializable(typeof(VersionState))]
internal sealed partial class ShopJson : JsonSerializerContext;
