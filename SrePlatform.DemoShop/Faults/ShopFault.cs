namespace SrePlatform.DemoShop.Faults;

/// <summary>
/// Something wrong with a service that can be switched on and off. It does to requests and to the process what such a fault really does;
/// nothing about it is told to the metrics.
/// </summary>
internal abstract class ShopFault(string name) : IDisposable
{
    private readonly Lock _switch = new();
    private volatile bool _isOn;

    /// <summary>What its switch is called.</summary>
    public string Name => name;

    public bool IsOn => _isOn;

    /// <summary>Switches it; doing so twice changes nothing.</summary>
    public void Switch(bool on)
    {
        lock (_switch)
        {
            if (_isOn != on)
            {
                _isOn = on;
                if (on)
                {
                    Start();
                }
                else
                {
                    Stop();
                }
            }
        }
    }

    /// <summary>What a request suffers while the fault is on, before it is handled; a status code ends it there.</summary>
    public virtual ValueTask<int?> MeetAsync(CancellationToken cancellationToken) => ValueTask.FromResult<int?>(null);

    public void Dispose() => Switch(false);

    protected virtual void Start()
    {
    }

    protected virtual void Stop()
    {
    }
}
