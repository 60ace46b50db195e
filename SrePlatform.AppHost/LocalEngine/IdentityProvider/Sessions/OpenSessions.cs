using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;

/// <summary>Why a session's tokens are good no longer.</summary>
internal enum SessionState
{
    Open,
    SignedOut,
    Revoked,
    TooOld,
    UserGone,
}

/// <summary>Judges sessions, and ends them.</summary>
internal sealed class OpenSessions(RealmFile realm, SpentIdentifiers spent, TimeProvider clock)
{
    private TimeSpan LongestLife => TimeSpan.FromSeconds(realm.SsoSessionMaxLifespan);

    public SessionState StateOf(TokenSession session) => StateOf(session.Subject, session.SessionId, session.SignedInAt) switch
    {
        SessionState.Open when spent.Contains(TokenSession.SpentGrant(session.GrantId)) => SessionState.Revoked,
        var state => state,
    };

    /// <param name="sessionId">None for a client that signed in as itself: such a session has no length.</param>
    public SessionState StateOf(string subject, string? sessionId, DateTimeOffset signedInAt) => sessionId switch
    {
        _ when realm.FindUser(subject) is null => SessionState.UserGone,
        null => SessionState.Open,
        _ when signedInAt + LongestLife <= clock.GetUtcNow() => SessionState.TooOld,
        _ when spent.Contains(TokenSession.SpentSession(sessionId)) => SessionState.SignedOut,
        _ => SessionState.Open,
    };

    /// <summary>How long a refresh token lasts now: the idle time, but not beyond the session's end.</summary>
    public TimeSpan RefreshLifetime(TokenSession session)
    {
        var left = session.SignedInAt + LongestLife - clock.GetUtcNow();
        var idle = TimeSpan.FromSeconds(realm.SsoSessionIdleTimeout);
        return left < idle ? left : idle;
    }

    public void End(string sessionId) => spent.TrySpend(TokenSession.SpentSession(sessionId), LongestLife);

    public void Revoke(TokenSession session) => spent.TrySpend(TokenSession.SpentGrant(session.GrantId), LongestLife);

    /// <summary>Redeems a code; one that comes back takes what was issued for it along.</summary>
    public bool TryRedeemCode(TokenSession session) => TryRedeem(TokenSession.SpentCode(session.GrantId), session);

    /// <summary>Redeems a refresh token where the realm rotates them.</summary>
    public bool TryRedeemRefresh(TokenSession session, string? refreshId) =>
        !realm.RevokeRefreshToken || (refreshId is not null && TryRedeem(TokenSession.SpentRefresh(refreshId), session));

    private bool TryRedeem(string identifier, TokenSession session)
    {
        if (spent.TrySpend(identifier, LongestLife))
        {
            return true;
        }

        Revoke(session);
        return false;
    }
}
