using System.Security.Cryptography;
using SrePlatform.ControlPlane.Platform.Files;

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
            var bytes = KeyFile.ReadOrMake(Path.Combine(folder, FileName), () => _key.ExportPkcs8PrivateKey());
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
