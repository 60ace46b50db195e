namespace SrePlatform.Assistant.Evidence;

/// <summary>When two questions are the same one: the same tool, query and window.</summary>
internal static class QuestionKey
{
    public static string Of(string tool, string query, DateTimeOffset? start, DateTimeOffset? end) =>
        $"{tool}\n{query}\n{start?.ToUnixTimeMilliseconds()}\n{end?.ToUnixTimeMilliseconds()}";
}
