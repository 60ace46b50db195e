using System.Text;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>What a run says: bounded, with secrets taken out before anything is written, and written as it comes.</summary>
internal sealed class RunOutput(ExecutionStore store, Guid executionId, IReadOnlyList<string> secrets) : IDisposable
{
    public const int Most = 256 * 1024;
    private const int LongestLine = 4000;
    private const string Hidden = "[secret]";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _number;
    private int _written;

    /// <summary>Whether there was more than is kept.</summary>
    public bool IsFull => _written >= Most;

    public void Dispose() => _turn.Dispose();

    public string Redact(string text)
    {
        foreach (var secret in secrets.Where(secret => secret.Length >= 4).OrderByDescending(secret => secret.Length))
        {
            text = text.Replace(secret, Hidden, StringComparison.Ordinal)
                .Replace(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), Hidden, StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(secret), Hidden, StringComparison.Ordinal);
        }

        return text;
    }

    public async Task WriteAsync(string stream, string text, CancellationToken cancellationToken)
    {
        var clean = Redact(text.Replace("\0", "", StringComparison.Ordinal));
        clean = clean.Length <= LongestLine ? clean : clean[..LongestLine] + " …";
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (IsFull)
            {
                return;
            }

            _written += clean.Length + 1;
            await store.WriteAsync(executionId, ++_number, stream, IsFull ? "Output ends here: it is longer than is kept." : clean, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }
}
