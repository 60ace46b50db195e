using System.Text;

namespace SrePlatform.AppHost.LocalEngine.Processes;

/// <summary>What a resource wrote: in a file of bounded size with one predecessor, and its last lines in memory.</summary>
internal sealed class ResourceLog(string path, long maxBytes = 5 * 1024 * 1024) : IDisposable
{
    private const int Remembered = 40;

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new(Remembered);
    private StreamWriter? _writer;
    private long _written;
    private bool _closed;

    public string Path { get; } = path;

    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_gate)
            {
                return [.. _last];
            }
        }
    }

    public void Write(string line)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            if (_last.Count == Remembered)
            {
                _last.Dequeue();
            }

            _last.Enqueue(line);
            _writer ??= Open();
            _writer.WriteLine(line);
            _writer.Flush();
            _written += Encoding.UTF8.GetByteCount(line) + 1;
            if (_written > maxBytes)
            {
                Rotate();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _writer?.Dispose();
        }
    }

    private StreamWriter Open()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var stream = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _written = stream.Length;
        return new StreamWriter(stream);
    }

    private void Rotate()
    {
        _writer!.Dispose();
        File.Move(Path, Path + ".1", overwrite: true);
        _writer = Open();
    }
}
