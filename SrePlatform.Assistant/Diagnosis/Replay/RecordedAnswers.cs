using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.Diagnosis.Replay;

/// <summary>
/// Answers with the bytes that an earlier run stored, and asks nobody: a question that the run did not ask, or that was
/// not answered then, is unavailable now. Built from the observations of a session, or of a recording.
/// </summary>
internal sealed class RecordedAnswers(IEnumerable<Observation> observations) : ISourceAnswers
{
    private readonly Dictionary<string, Observation> _recorded = observations
        .Where(row => !row.Superseded)
        .GroupBy(row => QuestionKey.Of(row.Tool, row.Query, row.WindowStart, row.WindowEnd))
        .ToDictionary(group => group.Key, group => group.First());

    public Task<ToolBytes> FetchAsync<TArguments, TValue>(ITool<TArguments, TValue> tool, TArguments arguments, CancellationToken cancellationToken)
        where TValue : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var question = tool.Describe(arguments);
        if (!_recorded.TryGetValue(QuestionKey.Of(tool.Name, question.Query, question.WindowStart, question.WindowEnd), out var row))
        {
            throw new SourceException("this was not asked when it was recorded");
        }

        return row.Status is ObservationStatus.Checked or ObservationStatus.Empty
            ? Task.FromResult(new ToolBytes(row.ReadPayload(), row.ContentType))
            : throw new SourceException(row.Summary);
    }
}
