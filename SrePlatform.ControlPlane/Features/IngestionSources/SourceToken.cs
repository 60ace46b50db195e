using System.Security.Cryptography;
using System.Text;

namespace SrePlatform.ControlPlane.Features.IngestionSources;

/// <summary>The hash under which a source's token is kept and looked up.</summary>
internal static class SourceToken
{
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
