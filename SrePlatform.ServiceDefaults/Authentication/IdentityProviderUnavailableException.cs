namespace SrePlatform.ServiceDefaults.Authentication;

/// <summary>The realm could not be asked, so it is unknown whether the caller may do this.</summary>
public sealed class IdentityProviderUnavailableException(string authority, Exception? inner = null)
    : Exception($"The identity provider at {authority} does not answer.", inner);
