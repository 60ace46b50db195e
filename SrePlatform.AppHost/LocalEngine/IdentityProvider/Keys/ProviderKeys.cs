using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Keys;

/// <summary>The keys of the realm, made at first start and kept, so that tokens outlive a restart.</summary>
internal sealed record ProviderKeys(RsaSecurityKey Signing, SymmetricSecurityKey Encryption)
{
    private const int SigningKeyBits = 2048;
    private const int EncryptionKeyBytes = 32;

    public static ProviderKeys Load(string folder)
    {
        var signing = Path.Combine(folder, "signing-key.pem");
        var encryption = Path.Combine(folder, "encryption-key");
        return new ProviderKeys(LoadSigningKey(signing), LoadEncryptionKey(encryption));
    }

    private static RsaSecurityKey LoadSigningKey(string path)
    {
        var pem = PrivateFile.ReadOrCreate(path, () =>
        {
            using var created = RSA.Create(SigningKeyBits);
            return created.ExportPkcs8PrivateKeyPem();
        });
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw Unreadable(path, exception);
        }

        var key = new RsaSecurityKey(rsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }

    private static SymmetricSecurityKey LoadEncryptionKey(string path)
    {
        var text = PrivateFile.ReadOrCreate(path, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(EncryptionKeyBytes)));
        var bytes = new byte[EncryptionKeyBytes];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var read) && read == EncryptionKeyBytes
            ? new SymmetricSecurityKey(bytes)
            : throw Unreadable(path, inner: null);
    }

    private static RealmFileException Unreadable(string path, Exception? inner) =>
        new($"'{path}' is not a key of the identity provider. Remove it to have a new one made; everyone signs in again then.", inner);
}
