namespace SrePlatform.ServiceDefaults.ServiceTokens;

/// <summary>An access token of this service's own client.</summary>
internal sealed record ServiceToken(string Value, DateTimeOffset RenewAt, DateTimeOffset ExpiresAt)
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    /// <summary>A token is renewed when a tenth of its life is left, and at most 30 seconds before its end.</summary>
    public static ServiceToken Issued(string value, DateTimeOffset now, TimeSpan lifetime)
    {
        var tenth = lifetime / 10;
        return new ServiceToken(value, now + lifetime - (tenth < LongestMargin ? tenth : LongestMargin), now + lifetime);
    }
}
