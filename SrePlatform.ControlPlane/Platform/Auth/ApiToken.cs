using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>How much of its owner's rights a token has.</summary>
internal enum TokenAccess
{
    /// <summary>Read what the owner sees.</summary>
    Read,

    /// <summary>Also work on incidents, if the owner may.</summary>
    Operate,

    /// <summary>All that the owner may.</summary>
    Manage,
}

/// <summary>A person's key to the API: shown once, kept as its hash, cut down to what it was made for and to what its owner may.</summary>
internal sealed class ApiToken
{
    public const string Prefix = "sre_";

    private const int SecretBytes = 32;
    private const int HintLength = 8;

    private ApiToken()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Of its owner.</summary>
    public string Sub { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the secret.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>The beginning of the secret, by which its owner knows it again.</summary>
    public string Hint { get; private set; } = "";

    public TokenAccess Access { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <returns>The token, and the secret that nobody can read again.</returns>
    public static (ApiToken Token, string Secret) Create(string sub, string name, TokenAccess access, TimeSpan validFor, DateTimeOffset now)
    {
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (new()
        {
            Id = Guid.CreateVersion7(now),
            Sub = sub,
            Name = name,
            Hash = HashOf(secret),
            Hint = secret[..(Prefix.Length + HintLength)],
            Access = access,
            CreatedAt = now,
            ExpiresAt = now + validFor,
        }, secret);
    }

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
