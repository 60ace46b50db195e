using System.Security.Cryptography;
using SrePlatform.ControlPlane.Platform.Files;

namespace SrePlatform.ControlPlane.Features.Automation.Plans;

/// <summary>
/// Where the keys of plans are. The Control Plane has the private one: <c>Automation:SigningKey</c> (base64 of PKCS#8, the same for every replica) or
/// a file in its data folder that only its user can read. It writes the public one to <c>Automation:PublicKeyFile</c>, which is all that the
/// executor is given.
/// </summary>
internal static class PlanKeys
{
    private const string PrivateName = "plan-signing.key";

    /// <summary>The key that signs, made at the first start.</summary>
    public static ECDsa Private(IConfiguration configuration)
    {
        var key = ECDsa.Create();
        if (configuration["Automation:SigningKey"] is { Length: > 0 } configured)
        {
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(configured), out _);
            return key;
        }

        key.ImportPkcs8PrivateKey(KeyFile.ReadOrMake(Path.Combine(DataFolder.Of(configuration), PrivateName), Make), out _);
        return key;
    }

    /// <summary>Puts the public key where the executor reads it.</summary>
    public static void Publish(IConfiguration configuration, ECDsa key)
    {
        if (configuration["Automation:PublicKeyFile"] is { Length: > 0 } path)
        {
            KeyFile.Publish(path, System.Text.Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()));
        }
    }

    /// <summary>The key that checks; null until the Control Plane has written it.</summary>
    public static ECDsa? Public(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }

    /// <summary>
    /// Whether the keys are another user's: this process cannot change the public one, so neither can it read the private one. False where all
    /// parts share a user.
    /// </summary>
    public static bool AreOutOfReach(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static byte[] Make()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportPkcs8PrivateKey();
    }
}
