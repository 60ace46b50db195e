using System.Security.Cryptography;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Automation.Secrets;

/// <summary>One executor's copy of the secrets of an execution: encrypted to its key and bound to that execution.</summary>
internal sealed record SealedCopy(string Ephemeral, string Nonce, string Tag, string Cipher);

/// <summary>Seals values for executors by ECDH on P-256, HKDF and AES-256-GCM. The platform can seal; only the executor can open.</summary>
internal static class SealedSecrets
{
    private const int KeyBytes = 32;
    private static readonly byte[] Purpose = "sre-platform/secrets/1"u8.ToArray();

    /// <param name="executionId">The execution that alone may use them.</param>
    /// <param name="values">By the names that the program knows them by.</param>
    /// <param name="executors">Public keys by executor.</param>
    public static string Seal(Guid executionId, IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<Guid, byte[]> executors) =>
        JsonSerializer.Serialize(executors.ToDictionary(pair => pair.Key, pair => SealFor(executionId, values, pair.Value)));

    /// <summary>The values; null if they were not sealed for this executor and execution.</summary>
    public static IReadOnlyDictionary<string, string>? Open(Guid executionId, string text, Guid executor, ECDiffieHellman key)
    {
        try
        {
            if (JsonSerializer.Deserialize<Dictionary<Guid, SealedCopy>>(text)?.GetValueOrDefault(executor) is not { } copy)
            {
                return null;
            }

            using var ephemeral = ECDiffieHellman.Create();
            ephemeral.ImportSubjectPublicKeyInfo(Convert.FromBase64String(copy.Ephemeral), out _);
            var cipher = Convert.FromBase64String(copy.Cipher);
            var plain = new byte[cipher.Length];
            using var aes = new AesGcm(Key(key, ephemeral.PublicKey, executionId), AesGcm.TagByteSizes.MaxSize);
            aes.Decrypt(Convert.FromBase64String(copy.Nonce), cipher, Convert.FromBase64String(copy.Tag), plain, executionId.ToByteArray());
            return JsonSerializer.Deserialize<Dictionary<string, string>>(plain);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    private static SealedCopy SealFor(Guid executionId, IReadOnlyDictionary<string, string> values, byte[] publicKey)
    {
        using var recipient = ECDiffieHellman.Create();
        recipient.ImportSubjectPublicKeyInfo(publicKey, out _);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var plain = JsonSerializer.SerializeToUtf8Bytes(values);
        var (nonce, tag, cipher) = (RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize), new byte[AesGcm.TagByteSizes.MaxSize], new byte[plain.Length]);
        using var aes = new AesGcm(Key(ephemeral, recipient.PublicKey, executionId), tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag, executionId.ToByteArray());
        CryptographicOperations.ZeroMemory(plain);
        return new SealedCopy(Convert.ToBase64String(ephemeral.ExportSubjectPublicKeyInfo()), Convert.ToBase64String(nonce), Convert.ToBase64String(tag), Convert.ToBase64String(cipher));
    }

    private static byte[] Key(ECDiffieHellman own, ECDiffieHellmanPublicKey other, Guid executionId) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(other), KeyBytes, executionId.ToByteArray(), Purpose);
}
