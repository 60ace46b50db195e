namespace SrePlatform.DemoShop.Faults;

/// <summary>The service rebuilds its price index over and over, with 0.46 of a core, and requests wait for a rebuild to end.</summary>
internal sealed class CpuBurnFault(string name, TimeProvider time) : ShopFault(name)
{
    private readonly CpuBurner _burner = new(TimeSpan.FromMilliseconds(690), TimeSpan.FromMilliseconds(1500), time);

    public override async ValueTask<int?> MeetAsync(CancellationToken cancellationToken)
    {
        await _burner.WaitAsync(cancellationToken);
        return null;
    }

    protected override void Start() => _burner.Start();

    protected override void Stop() => _burner.Stop();
}
