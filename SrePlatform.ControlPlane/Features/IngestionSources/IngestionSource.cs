using System.Security.Cryptography;

namespace SrePlatform.ControlPlane.Features.IngestionSources;

/// <summary>A machine that cannot sign in by OpenID Connect, known by a bearer token of which only the hash is kept.</summary>
internal sealed class IngestionSource
{
    private IngestionSource(string name, IngestionScope scope, byte[] hash, DateTimeOffset createdAt) =>
        (Name, Scope, Hash, CreatedAt, RotatedAt) = (name, scope, hash, createdAt, createdAt);

    public string Name { get; private set; }

    public IngestionScope Scope { get; private set; }

    /// <summary>SHA-256 of the token, which is 256 random bits, so that a slow hash would add nothing.</summary>
    public byte[] Hash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset RotatedAt { get; private set; }

    public static IngestionSource Create(string name, IngestionScope scope, string token, DateTimeOffset now) =>
        new(name, scope, SourceToken.Hash(token), now);

    /// <summary>Accepts another token from now on, and the old one no more.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Rotate(IngestionScope scope, string token, DateTimeOffset now)
    {
        var hash = SourceToken.Hash(token);
        if (Scope == scope && CryptographicOperations.FixedTimeEquals(hash, Hash))
        {
            return false;
        }

        (Scope, Hash, RotatedAt) = (scope, hash, now);
        return true;
    }
}
