using Microsoft.IdentityModel.Tokens;

namespace SrePlatform.ServiceDefaults.Authentication;

/// <summary>Judges a token's lifetime by the injected clock.</summary>
internal static class TokenLifetime
{
    /// <summary>How far the clocks of two machines may be apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    /// <summary>Throws what names the reason unless the token is valid at <paramref name="now"/>.</summary>
    public static bool Validate(DateTimeOffset now, DateTime? notBefore, DateTime? expires)
    {
        if (expires is null)
        {
            throw new SecurityTokenNoExpirationException("The token has no expiry.");
        }

        if (expires.Value < now.UtcDateTime - ClockSkew)
        {
            throw new SecurityTokenExpiredException("The token has expired.") { Expires = expires.Value };
        }

        if (notBefore > now.UtcDateTime + ClockSkew)
        {
            throw new SecurityTokenNotYetValidException("The token is not valid yet.") { NotBefore = notBefore.Value };
        }

        return true;
    }
}
