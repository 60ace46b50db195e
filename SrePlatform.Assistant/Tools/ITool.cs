using System.Text.Json.Nodes;

namespace SrePlatform.Assistant.Tools;

/// <summary>The exact question that a tool is about to ask.</summary>
/// <param name="Query">What is sent: a MetricsQL expression, or a path with its query string.</param>
/// <param name="Arguments">The tool's arguments.</param>
internal sealed record ToolQuestion(string Query, JsonObject Arguments, DateTimeOffset? WindowStart = null, DateTimeOffset? WindowEnd = null);

/// <summary>The bytes that a source returned.</summary>
internal sealed record ToolBytes(byte[] Content, string ContentType);

/// <summary>What was read out of the bytes.</summary>
/// <param name="IsEmpty">The source answered, and had nothing.</param>
/// <param name="Summary">One line for people, numbers first.</param>
internal sealed record ToolReading<TValue>(TValue Value, bool IsEmpty, string Summary);

/// <summary>
/// A read-only question to one source. Fetching and reading are apart, so that what is analysed is always read from the redacted bytes
/// that were stored, now or in a replay.
/// </summary>
internal interface ITool<in TArguments, TValue>
{
    string Name { get; }

    string Source { get; }

    ToolQuestion Describe(TArguments arguments);

    Task<ToolBytes> FetchAsync(TArguments arguments, CancellationToken cancellationToken);

    /// <exception cref="System.Text.Json.JsonException">The bytes are not what the source is documented to return.</exception>
    ToolReading<TValue> Read(TArguments arguments, ReadOnlySpan<byte> content);
}
