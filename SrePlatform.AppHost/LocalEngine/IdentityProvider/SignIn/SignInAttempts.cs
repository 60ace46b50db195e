using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>How an attempt to sign in ended.</summary>
internal abstract record SignInOutcome
{
    public sealed record Succeeded(RealmUser User) : SignInOutcome;

    public sealed record WrongCredentials : SignInOutcome;

    public sealed record LockedOut(TimeSpan For) : SignInOutcome;
}

/// <summary>
/// Checks passwords, and locks a name out after repeated failures as the realm says. Names that do not exist are treated alike, so
/// that nobody learns which do.
/// </summary>
internal sealed class SignInAttempts(RealmFile realm, TimeProvider clock)
{
    private const int MostNames = 10_000;
    private static readonly RealmUser Nobody = new() { Username = "", Credentials = [new RealmCredential("password", Guid.NewGuid().ToString("N"))] };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Record> _failures = new(StringComparer.OrdinalIgnoreCase);

    public SignInOutcome Try(string login, string password)
    {
        var user = realm.FindPerson(login);
        var name = user?.Username ?? login;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_failures.TryGetValue(name, out var record) && record.LockedUntil > now)
            {
                return new SignInOutcome.LockedOut(record.LockedUntil - now);
            }

            if ((user ?? Nobody).HasPassword(password) && user is not null)
            {
                _failures.Remove(name);
                return new SignInOutcome.Succeeded(user);
            }

            return realm.BruteForceProtected && Fail(name, record, now) is { } wait && wait > TimeSpan.Zero
                ? new SignInOutcome.LockedOut(wait)
                : new SignInOutcome.WrongCredentials();
        }
    }

    /// <summary>Counts a failure. The wait grows by one increment with every further run of <c>failureFactor</c> failures.</summary>
    private TimeSpan Fail(string name, Record? record, DateTimeOffset now)
    {
        var isForgotten = record is null || now - record.LastFailure > TimeSpan.FromSeconds(realm.MaxDeltaTimeSeconds);
        var count = isForgotten ? 1 : record!.Count + 1;
        var seconds = Math.Min(realm.WaitIncrementSeconds * (count / Math.Max(1, realm.FailureFactor)), realm.MaxFailureWaitSeconds);
        if (_failures.Count >= MostNames && !_failures.ContainsKey(name))
        {
            _failures.Remove(_failures.MinBy(entry => entry.Value.LastFailure).Key);
        }

        _failures[name] = new Record(count, now, now + TimeSpan.FromSeconds(seconds));
        return TimeSpan.FromSeconds(seconds);
    }

    private sealed record Record(int Count, DateTimeOffset LastFailure, DateTimeOffset LockedUntil);
}
