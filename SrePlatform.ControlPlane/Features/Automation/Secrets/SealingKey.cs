using System.Security.Cryptography;

namespace SrePlatform.ControlPlane.Features.Automation.Secrets;

/// <summary>
/// An executor's own name and key, made at its first start and kept in its data folder, which only its user can read. Without a folder they live as
/// long as the process.
/// </summary>
internal sealed class SealingKey : IDisposable
{
    private const string FileName = "executor.key";
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public SealingKey(IConfiguration configuration)
    {
        if (configuration["DataFolder"] is { Length: > 0 } folder)
        {
            var bytes = PrivateFile.ReadOrMake(Path.Combine(Directory.CreateDirectory(folder).FullName, FileName), () => _key.ExportPkcs8PrivateKey());
            _key.ImportPkcs8PrivateKey(bytes, out _);
        }

        PublicKey = _key.ExportSubjectPublicKeyInfo();
        // The same key is the same executor, whatever the machine is called.
        Id = new Guid(SHA256.HashData(PublicKey).AsSpan(0, 16));
    }

    public Guid Id { get; }

    public byte[] PublicKey { get; }

    /// <summary>The secrets of an execution; none if it has none, null if they are not for this executor.</summary>
    public IReadOnlyDictionary<string, string>? Open(Guid executionId, string? sealedSecrets) =>
        sealedSecrets is null ? new Dictionary<string, string>() : SealedSecrets.Open(executionId, sealedSecrets, Id, _key);

    public void Dispose() => _key.Dispose();
}

/// <summary>Files that only their owner can read.</summary>
internal static class PrivateFile
{
    /// <summary>Its bytes; made first if it is not there. Written aside and moved, so that nobody reads half of it and those who start together end with one.</summary>
    public static byte[] ReadOrMake(string path, Func<byte[]> make)
    {
        if (!File.Exists(path))
        {
            var aside = path + "." + Guid.NewGuid().ToString("N");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(aside, options))
            {
                file.Write(make());
                file.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(aside, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(aside);
            }
        }

        return File.ReadAllBytes(path);
    }
}
