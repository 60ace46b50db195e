using System.Globalization;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>One app host at a time uses a data folder. The kernel lets go of the lock however its holder ends.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _stream;

    private DataFolderLock(FileStream stream) => _stream = stream;

    public static DataFolderLock Take(DataFolder data)
    {
        var file = data.File("apphost.lock");
        try
        {
            var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            stream.SetLength(0);
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolderLock(stream);
        }
        catch (IOException exception) when (exception is not DirectoryNotFoundException)
        {
            throw new DistributedApplicationException(
                $"The data folder '{data.Path}' is in use by another app host. Stop that one, or choose another folder with --data and another port with --port.", exception);
        }
    }

    public void Dispose() => _stream.Dispose();
}
