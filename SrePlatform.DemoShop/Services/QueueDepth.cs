namespace SrePlatform.DemoShop.Services;

/// <summary>Work that waits: mails for the newsletter, requests under way for every other service.</summary>
internal sealed class QueueDepth(ShopService service, RecentRequests requests, MailQueue mails)
{
    public long Read() => service.Name == "newsletter" ? mails.Count : requests.UnderWay;
}
