using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.Diagnosis.Replay;

/// <summary>Where the bytes that answer a tool's question come from: the source itself, or an earlier run's record.</summary>
internal interface ISourceAnswers
{
    /// <exception cref="SourceException">There is no answer.</exception>
    Task<ToolBytes> FetchAsync<TArguments, TValue>(ITool<TArguments, TValue> tool, TArguments arguments, CancellationToken cancellationToken)
        where TValue : class;
}
