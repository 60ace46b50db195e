using System.Security.Cryptography;
using System.Text;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

/// <summary>Compares secrets in a time that says nothing about them, not even their length.</summary>
internal static class SecretComparison
{
    public static bool AreEqual(string expected, string presented) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(expected)),
        SHA256.HashData(Encoding.UTF8.GetBytes(presented)));
}
