using System.Security.Cryptography;

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

        var folder = configuration["DataFolder"] is { Length: > 0 } data
            ? data
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "sre-platform", "control-plane");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            Write(path, RandomNumberGenerator.GetBytes(Size));
        }

        return new WrappingKey(Checked(File.ReadAllBytes(path), path));
    }

    /// <summary>Written aside and moved without overwriting, so that two replicas that start together end with one key.</summary>
    private static void Write(string path, byte[] key)
    {
        var aside = path + "." + Guid.NewGuid().ToString("N");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(key);
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

    private static byte[] Checked(byte[] key, string origin) =>
        key.Length == Size ? key : throw new InvalidOperationException($"The key in {origin} must be {Size} bytes long.");
}
