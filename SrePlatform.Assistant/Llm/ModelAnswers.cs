using System.ClientModel;
using System.Text.Json;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Llm;

/// <summary>What may come back from a model in place of an answer, and the answer in what came back.</summary>
internal static class ModelAnswers
{
    /// <summary>Whether a model, or the way to it, failed; what is ours to mend is not caught.</summary>
    public static bool IsTrouble(Exception exception, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested
        && exception is ClientResultException or HttpRequestException or OperationCanceledException or IOException or AggregateException or InvalidOperationException or JsonException or TimeoutException or FormatException;

    /// <summary>The JSON object in an answer, which some models wrap in prose or a code fence; null where there is none of that shape.</summary>
    public static T? Parse<T>(string text) where T : class
    {
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (start < 0 || end <= start)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(text[start..(end + 1)], AssistantJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
