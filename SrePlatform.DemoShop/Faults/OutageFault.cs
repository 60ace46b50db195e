namespace SrePlatform.DemoShop.Faults;

/// <summary>The process is there and can be watched, but refuses everything that it is asked to do.</summary>
internal sealed class OutageFault(string name) : ShopFault(name)
{
    public override ValueTask<int?> MeetAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<int?>(StatusCodes.Status503ServiceUnavailable);
}
