namespace SrePlatform.ServiceDefaults.ServiceTokens;

/// <summary>This service got no token for itself, so it cannot call the other one.</summary>
public sealed class ServiceTokenException(string message, Exception? inner = null) : HttpRequestException(message, inner);
