using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.DataSources;

/// <summary>Reads answers of sources: never more than the limit, and failures with the upstream's words.</summary>
internal static class BoundedResponse
{
    private const int MaximumErrorBytes = 500;

    public static async Task<ToolBytes> ReadAsync(HttpResponseMessage response, string source, int maximumBytes, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var (start, _) = await ReadAsync(body, MaximumErrorBytes, cancellationToken);
            throw new SourceException($"{source} answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(start).ReplaceLineEndings(" ").Trim()}");
        }

        var (content, complete) = await ReadAsync(body, maximumBytes, cancellationToken);
        return complete
            ? new ToolBytes(content, response.Content.Headers.ContentType?.MediaType ?? "application/json")
            : throw new SourceException($"{source} returned more than {maximumBytes} bytes; the question is too wide.");
    }

    private static async Task<(byte[] Content, bool Complete)> ReadAsync(Stream body, int maximumBytes, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var room = maximumBytes - (int)content.Length;
            content.Write(buffer, 0, Math.Min(read, room));
            if (read > room)
            {
                return (content.ToArray(), false);
            }
        }

        return (content.ToArray(), true);
    }
}
