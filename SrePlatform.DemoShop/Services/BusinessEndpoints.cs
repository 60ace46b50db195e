using Microsoft.AspNetCore.Http.HttpResults;

namespace SrePlatform.DemoShop.Services;

/// <summary>What each service does for the shop.</summary>
internal static class BusinessEndpoints
{
    public static void MapBusiness(this WebApplication app, ShopService service)
    {
        var group = app.MapGroup("").WithMetadata(new BusinessCall());
        switch (service.Name)
        {
            case "storefront":
                group.MapGet("/browse", BrowseAsync);
                group.MapGet("/search", SearchShopAsync);
                group.MapPost("/buy", BuyAsync);
                break;
            case "catalog":
                group.MapGet("/products", ListProductsAsync);
                break;
            case "search":
                group.MapGet("/find", FindAsync);
                break;
            case "checkout":
                group.MapPost("/checkouts", CheckOutAsync);
                break;
            case "payment":
                group.MapPost("/charges", ChargeAsync);
                break;
            case "orders":
                group.MapPost("/orders", OrderAsync);
                break;
            case "inventory":
                group.MapGet("/stock/{productId:int}", LookAsync);
                group.MapPost("/reservations", ReserveAsync);
                break;
            case "newsletter":
                app.Services.GetRequiredService<MailQueue>().Open();
                group.MapPost("/jobs/send", SendMailsAsync);
                break;
            default:
                throw new ArgumentException($"{service.Name} has no endpoints.", nameof(service));
        }
    }

    private static Task<ProductPage> BrowseAsync(PeerClient peers, CancellationToken cancellationToken) =>
        peers.GetAsync("catalog", "/products", ShopJson.Default.ProductPage, cancellationToken);

    private static Task<ProductPage> SearchShopAsync(string q, PeerClient peers, CancellationToken cancellationToken) =>
        peers.GetAsync("search", $"/find?q={Uri.EscapeDataString(q)}", ShopJson.Default.ProductPage, cancellationToken);

    private static Task<Receipt> BuyAsync(Basket basket, PeerClient peers, CancellationToken cancellationToken) =>
        peers.PostAsync("checkout", "/checkouts", basket, ShopJson.Default.Basket, ShopJson.Default.Receipt, cancellationToken);

    private static async Task<ProductPage> ListProductsAsync(PeerClient peers, BackEnd database, CancellationToken cancellationToken)
    {
        await database.AnswerAsync(2, 6, cancellationToken);
        var product = Warehouse.Products[Random.Shared.Next(Warehouse.Products.Count)];
        var stock = await peers.GetAsync("inventory", $"/stock/{product.Id}", ShopJson.Default.Stock, cancellationToken);
        return new(Warehouse.Products, stock.Pieces);
    }

    private static async Task<ProductPage> FindAsync(string q, BackEnd index, CancellationToken cancellationToken)
    {
        await index.AnswerAsync(3, 9, cancellationToken);
        Product[] found = [.. Warehouse.Products.Where(product => product.Name.Contains(q, StringComparison.OrdinalIgnoreCase))];
        return new(found, found.Length);
    }

    private static async Task<Results<Ok<Receipt>, ValidationProblem>> CheckOutAsync(Basket basket, PeerClient peers, CancellationToken cancellationToken)
    {
        if (Warehouse.Products.FirstOrDefault(product => product.Id == basket.ProductId) is not { } product)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["product_id"] = ["The shop does not sell this."] });
        }

        await peers.PostAsync("payment", "/charges", new Charge(product.Price * basket.Pieces), ShopJson.Default.Charge, ShopJson.Default.Receipt, cancellationToken);
        var receipt = await peers.PostAsync("orders", "/orders", basket, ShopJson.Default.Basket, ShopJson.Default.Receipt, cancellationToken);
        return TypedResults.Ok(receipt);
    }

    private static async Task<Receipt> ChargeAsync(Charge charge, BackEnd bank, CancellationToken cancellationToken)
    {
        await bank.AnswerAsync(8, 20, cancellationToken);
        return new(Guid.NewGuid(), charge.Amount > 0 ? "charged" : "free");
    }

    private static async Task<Receipt> OrderAsync(Basket basket, PeerClient peers, BackEnd database, CancellationToken cancellationToken)
    {
        await peers.PostAsync("inventory", "/reservations", basket, ShopJson.Default.Basket, ShopJson.Default.Stock, cancellationToken);
        await database.AnswerAsync(3, 8, cancellationToken);
        return new(Guid.NewGuid(), "ordered");
    }

    private static async Task<Stock> LookAsync(int productId, Warehouse warehouse, BackEnd database, CancellationToken cancellationToken)
    {
        await database.AnswerAsync(1, 4, cancellationToken);
        return warehouse.Look(productId);
    }

    private static async Task<Stock> ReserveAsync(Basket basket, Warehouse warehouse, BackEnd database, CancellationToken cancellationToken)
    {
        await database.AnswerAsync(2, 6, cancellationToken);
        return warehouse.Take(basket.ProductId, basket.Pieces);
    }

    private static async Task<Receipt> SendMailsAsync(MailQueue mails, BackEnd mailServer, CancellationToken cancellationToken)
    {
        await mailServer.AnswerAsync(10, 30, cancellationToken);
        return new(Guid.NewGuid(), mails.Send(20) > 0 ? "sent" : "idle");
    }
}
