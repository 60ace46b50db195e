using System.Text;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>What a run says: bounded, with secrets taken out before anything is written, and written as it comes.</summary>
internal sealed class RunOutput(ExecutionStore store, Guid executionId, SecretFilter secrets) : IDisposable
{
    public const int Most = 256 * 1024;
    private const int LongestPart = 4000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, StringBuilder> _pending = [];
    private int _number;
    private int _written;

    /// <summary>Whether there was more than is kept.</summary>
    public bool IsFull => _written >= Most;

    public void Dispose() => _turn.Dispose();

    public string Redact(string text) => secrets.Clean(text);

    /// <summary>Writes something whole.</summary>
    public async Task WriteAsync(string stream, string text, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var clean = Clean(text);
            await StoreAsync(stream, clean.Length <= LongestPart ? clean : clean[..LongestPart] + " …", cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes what a program says as it comes, and writes whole lines; a line without end is cut where no secret can be cut with it.</summary>
    public async Task AppendAsync(string stream, string text, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (IsFull)
            {
                return;
            }

            var pending = _pending.TryGetValue(stream, out var known) ? known : _pending[stream] = new StringBuilder();
            var clean = Clean(pending.Append(text).ToString());
            var keep = Math.Min(clean.Length, Math.Max(secrets.Longest - 1, 0));
            var end = clean.LastIndexOf('\n') + 1;
            end = end > 0 ? end : clean.Length >= LongestPart + keep ? clean.Length - keep : 0;
            pending.Clear().Append(clean, end, clean.Length - end);
            await StorePartsAsync(stream, clean[..end], cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Writes what is left of lines that never ended.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var (stream, pending) in _pending)
            {
                await StorePartsAsync(stream, pending.ToString(), cancellationToken);
            }

            _pending.Clear();
        }
        finally
        {
            _turn.Release();
        }
    }

    private string Clean(string text) => Redact(text.Replace("\0", "", StringComparison.Ordinal));

    private async Task StorePartsAsync(string stream, string text, CancellationToken cancellationToken)
    {
        for (var start = 0; start < text.Length && !IsFull; start += LongestPart)
        {
            if (text[start..Math.Min(text.Length, start + LongestPart)].TrimEnd('\n', '\r') is { Length: > 0 } part)
            {
                await StoreAsync(stream, part, cancellationToken);
            }
        }
    }

    private async Task StoreAsync(string stream, string text, CancellationToken cancellationToken)
    {
        if (IsFull)
        {
            return;
        }

        _written += text.Length + 1;
        await store.WriteAsync(executionId, ++_number, stream, IsFull ? "Output ends here: it is longer than is kept." : text, cancellationToken);
    }
}
