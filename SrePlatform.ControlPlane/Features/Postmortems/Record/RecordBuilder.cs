using System.Globalization;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>Gathers a record: gives items their codes, and remembers which source each is from so that others can cite it.</summary>
internal sealed class RecordBuilder(IncidentView incident, DateTimeOffset end, Texts texts, Formats formats)
{
    private static readonly Dictionary<RecordKind, string> Letters = new()
    {
        [RecordKind.Event] = "E",
        [RecordKind.Alert] = "A",
        [RecordKind.Deployment] = "D",
        [RecordKind.Approval] = "P",
        [RecordKind.Execution] = "R",
        [RecordKind.Diagnosis] = "X",
        [RecordKind.Claim] = "C",
        [RecordKind.Observation] = "O",
        [RecordKind.Objective] = "S",
        [RecordKind.Measurement] = "M",
        [RecordKind.Incident] = "I",
        [RecordKind.Grade] = "G",
    };

    private readonly List<RecordItem> _items = [];
    private readonly List<Statement> _statements = [];
    private readonly List<Suggestion> _suggestions = [];
    private readonly Dictionary<RecordKind, int> _numbers = [];
    private readonly Dictionary<(RecordKind Kind, string Source), string> _codes = [];

    public IncidentView Incident => incident;

    /// <summary>When it was over.</summary>
    public DateTimeOffset End => end;

    public Texts Texts => texts;

    public Formats Formats => formats;

    public ResponseFacts Response { get; } = new();

    public IReadOnlyList<string> Rules { get; set; } = [];

    public string? CauseService { get; set; }

    public CauseKind CauseKind { get; set; }

    /// <summary>Adds an item, or finds the one from the same source; its code.</summary>
    public string Add(RecordKind kind, string source, DateTimeOffset? at, string text, string? link, string? detail = null)
    {
        if (_codes.TryGetValue((kind, source), out var known))
        {
            return known;
        }

        var number = _numbers[kind] = _numbers.GetValueOrDefault(kind) + 1;
        var code = Letters[kind] + number.ToString(CultureInfo.InvariantCulture);
        _codes[(kind, source)] = code;
        _items.Add(new RecordItem(code, kind, at, text, link, detail));
        return code;
    }

    /// <summary>The code of an item by its source; null if there is none.</summary>
    public string? CodeOf(RecordKind kind, string source) => _codes.GetValueOrDefault((kind, source));

    /// <summary>Says something that rests on items. What rests on nothing is not said.</summary>
    public void Say(PostmortemSection section, string text, IEnumerable<string?> cites, DateTimeOffset? at = null)
    {
        var known = cites.OfType<string>().Distinct().ToList();
        if (known.Count > 0)
        {
            _statements.Add(new Statement(section, text, known) { At = at });
        }
    }

    public void Suggest(string text, IReadOnlyList<string> cites) => _suggestions.Add(new Suggestion(text, cites));

    public string Clock(DateTimeOffset at) => at.UtcDateTime.ToString(at.UtcDateTime.Date == incident.StartedAt.UtcDateTime.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public IncidentRecord Build() => new(
        incident.Id, incident.Reference, incident.Title, Languages.Current, _items,
        [.. _statements.Where(statement => statement.Section != PostmortemSection.Timeline), .. _statements.Where(statement => statement.Section == PostmortemSection.Timeline).OrderBy(statement => statement.At)],
        _suggestions, Rules, CauseService, CauseKind);
}
