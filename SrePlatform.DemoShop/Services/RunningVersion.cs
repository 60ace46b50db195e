namespace SrePlatform.DemoShop.Services;

/// <summary>The version that a service runs: the released one, unless a deployment replaced it.</summary>
internal sealed class RunningVersion(ShopService service)
{
    private volatile string _current = service.Version;

    public string Released => service.Version;

    public string Current
    {
        get => _current;
        set => _current = value;
    }
}
