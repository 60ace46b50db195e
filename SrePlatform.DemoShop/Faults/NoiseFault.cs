using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.Faults;

/// <summary>A campaign goes wrong: thousands of mails wait, sending them is slow and often fails. No customer of the shop notices.</summary>
internal sealed class NoiseFault(string name, MailQueue mails, TimeProvider time) : ShopFault(name)
{
    private const double FailingShare = 0.4;
    private const int Campaign = 5000;
    private readonly CpuBurner _burner = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), time);

    public override async ValueTask<int?> MeetAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(300, 1200)), time, cancellationToken);
        return Random.Shared.NextDouble() < FailingShare ? StatusCodes.Status500InternalServerError : null;
    }

    protected override void Start()
    {
        mails.Add(Campaign);
        mails.ArrivalsPerSecond = 20;
        _burner.Start();
    }

    protected override void Stop()
    {
        _burner.Stop();
        mails.ArrivalsPerSecond = MailQueue.UsualArrivalsPerSecond;
        mails.Clear();
    }
}
