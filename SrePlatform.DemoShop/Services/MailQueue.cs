namespace SrePlatform.DemoShop.Services;

/// <summary>Mails that wait to be sent: real entries of a real queue, filled at a steady rate.</summary>
internal sealed class MailQueue(TimeProvider time) : IDisposable
{
    public const int UsualArrivalsPerSecond = 3;

    private const int Bound = 20_000;
    private readonly Lock _gate = new();
    private readonly Queue<Guid> _mails = new();
    private ITimer? _arrivals;

    public int ArrivalsPerSecond { get; set; } = UsualArrivalsPerSecond;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _mails.Count;
            }
        }
    }

    public void Open() => _arrivals ??= time.CreateTimer(_ => Add(ArrivalsPerSecond), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    public void Add(int mails)
    {
        lock (_gate)
        {
            for (var mail = 0; mail < mails && _mails.Count < Bound; mail++)
            {
                _mails.Enqueue(Guid.NewGuid());
            }
        }
    }

    /// <summary>Sends up to that many; says how many there were.</summary>
    public int Send(int atMost)
    {
        lock (_gate)
        {
            var sent = 0;
            while (sent < atMost && _mails.TryDequeue(out _))
            {
                sent++;
            }

            return sent;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _mails.Clear();
        }
    }

    public void Dispose() => _arrivals?.Dispose();
}
