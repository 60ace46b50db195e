using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.Diagnosis.Replay;

/// <summary>Asks the source itself.</summary>
internal sealed class LiveAnswers : ISourceAnswers
{
    public static readonly LiveAnswers Instance = new();

    public Task<ToolBytes> FetchAsync<TArguments, TValue>(ITool<TArguments, TValue> tool, TArguments arguments, CancellationToken cancellationToken)
        where TValue : class => tool.FetchAsync(arguments, cancellationToken);
}
