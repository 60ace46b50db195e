using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace SrePlatform.ControlPlane.Platform.DataProtection;

/// <summary>Wraps Data Protection keys with AES-256-GCM before they reach the database; the wrapping key is kept outside it.</summary>
internal sealed class KeyFileEncryptor(WrappingKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(key.Bytes, tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag);
        var element = new XElement(
            "wrapped",
            new XElement("nonce", Convert.ToBase64String(nonce)),
            new XElement("tag", Convert.ToBase64String(tag)),
            new XElement("value", Convert.ToBase64String(cipher)));
        return new EncryptedXmlInfo(element, typeof(KeyFileDecryptor));
    }
}

/// <summary>Unwraps what <see cref="KeyFileEncryptor"/> wrapped. Data Protection creates it by name, with the service provider.</summary>
internal sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var cipher = Bytes(encryptedElement, "value");
        var plain = new byte[cipher.Length];
        var tag = Bytes(encryptedElement, "tag");
        using var aes = new AesGcm(services.GetRequiredService<WrappingKey>().Bytes, tag.Length);
        aes.Decrypt(Bytes(encryptedElement, "nonce"), cipher, tag, plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    private static byte[] Bytes(XElement element, string name) => Convert.FromBase64String(element.Element(name)!.Value);
}
