namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol;

/// <summary>Where a claim is to appear; a mapper's setting switches each.</summary>
internal enum TokenUse
{
    Access,
    Identity,
    UserInfo,
    Introspection,
}
