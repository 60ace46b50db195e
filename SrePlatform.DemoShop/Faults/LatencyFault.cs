namespace SrePlatform.DemoShop.Faults;

/// <summary>Every request takes 400 to 700 ms longer, as when an index is missing.</summary>
internal sealed class LatencyFault(string name, TimeProvider time) : ShopFault(name)
{
    public override async ValueTask<int?> MeetAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(400, 700)), time, cancellationToken);
        return null;
    }
}
