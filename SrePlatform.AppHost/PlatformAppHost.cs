namespace SrePlatform.AppHost;

/// <summary>Names this application's assembly, for the testing builder.</summary>
public sealed class PlatformAppHost;
