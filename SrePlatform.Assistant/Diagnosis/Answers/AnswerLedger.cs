using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>Where statements become findings of an answer: one that cites no answered observation is dropped, whoever made it.</summary>
internal sealed class AnswerLedger(EvidenceLog evidence)
{
    private readonly List<AnswerFinding> _findings = [];

    public IReadOnlyList<AnswerFinding> Findings => _findings;

    public void Add(Message statement, params IEnumerable<int> observations) => Add("info", statement, observations);

    public void Add(string severity, Message statement, params IEnumerable<int> observations) => Keep(severity, statement.Text, statement, observations);

    /// <summary>A statement in a model's words.</summary>
    public void AddWords(string text, IEnumerable<int> observations) => Keep("info", text, null, observations);

    private void Keep(string severity, string text, Message? statement, IEnumerable<int> observations)
    {
        var cited = observations.ToHashSet();
        var answered = evidence.All.Where(observed => observed.Answered && cited.Contains(observed.Number)).ToList();
        if (answered.Count > 0)
        {
            _findings.Add(new AnswerFinding(answered[0].Source, severity, text, statement, [.. answered.Select(observed => observed.Number)], [.. answered.Select(observed => observed.Id)]));
        }
    }
}
