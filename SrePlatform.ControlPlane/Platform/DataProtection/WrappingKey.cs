using System.Security.Cryptography;
using SrePlatform.ControlPlane.Platform.Files;

namespace SrePlatform.ControlPlane.Platform.DataProtection;

/// <summary>
/// The key around the Data Protection keys: <c>DataProtection:WrappingKey</c> (base64 of 32 bytes, the same for every replica), or a
/// file made at first start in <c>DataFolder</c> that only this user can read.
/// </summary>
internal sealed class WrappingKey(byte[] bytes)
{
    private const int Size = 32;
    private const string FileName = "data-protection.key";

    public byte[] Bytes { get; } = bytes;

    public static WrappingKey From(IConfiguration configuration)
    {
        if (configuration["DataProtection:WrappingKey"] is { Length: > 0 } configured)
        {
            return new WrappingKey(Checked(Convert.FromBase64String(configured), "DataProtection:WrappingKey"));
        }

        var path = Path.Combine(DataFolder.Of(configuration), FileName);
        return new WrappingKey(Checked(KeyFile.ReadOrMake(path, () => RandomNumberGenerator.GetBytes(Size)), path));
    }

    private static byte[] Checked(byte[] key, string origin) =>
        key.Length == Size ? key : throw new InvalidOperationException($"The key in {origin} must be {Size} bytes long.");
}
