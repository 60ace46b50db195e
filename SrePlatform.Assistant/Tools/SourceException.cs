namespace SrePlatform.Assistant.Tools;

/// <summary>A source could not be asked: what was asked, and what came back.</summary>
internal sealed class SourceException(string message, Exception? inner = null) : Exception(message, inner);
