namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

/// <summary>The realm cannot be served; the message says what to put right.</summary>
internal sealed class RealmFileException(string message, Exception? inner = null) : Exception(message, inner);
