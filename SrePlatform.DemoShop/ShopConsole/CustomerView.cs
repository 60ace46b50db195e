using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>What the customers of the last seconds met.</summary>
internal sealed class CustomerView(TimeProvider time)
{
    public RecentRequests Requests { get; } = new(time);
}
