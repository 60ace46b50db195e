namespace SrePlatform.DemoShop.Services;

/// <summary>The time that a database or another back end takes to answer; a little different each time.</summary>
internal sealed class BackEnd(TimeProvider time)
{
    public Task AnswerAsync(int fromMilliseconds, int toMilliseconds, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(fromMilliseconds, toMilliseconds + 1)), time, cancellationToken);
}
