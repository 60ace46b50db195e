namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>What an authorization request leads to.</summary>
internal enum SignInStep
{
    /// <summary>The browser's session is good: give the client its code.</summary>
    Continue,

    /// <summary>Nobody is signed in, or not recently enough.</summary>
    AskForPassword,

    /// <summary>The client said not to ask.</summary>
    RefuseToAsk,
}

/// <summary>Decides whether to ask for a password.</summary>
internal static class SignInDecision
{
    public static SignInStep For(DateTimeOffset? signedInAt, DateTimeOffset now, bool mayAsk, bool mustAsk, long? maxAgeSeconds) => signedInAt switch
    {
        { } since when !mustAsk && (maxAgeSeconds is not { } age || now - since <= TimeSpan.FromSeconds(age + 1)) => SignInStep.Continue,
        _ => mayAsk ? SignInStep.AskForPassword : SignInStep.RefuseToAsk,
    };
}
