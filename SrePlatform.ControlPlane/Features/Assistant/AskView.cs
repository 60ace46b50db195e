using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>The box to ask the Assistant with, for the partial <c>_Ask</c>.</summary>
/// <param name="Kind">diagnose, question or capacity: which form is open.</param>
/// <param name="Form">What was typed.</param>
/// <param name="Errors">What is wrong, by field; under no field what concerns all of it.</param>
internal sealed record AskView(string Kind, AskForm Form, IReadOnlyDictionary<string, string> Errors)
{
    private const int MostPicked = 60;
    private const int MostTroubled = 4;

    /// <summary>Services that can be asked about.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Those with alerts, which is what people mostly come for.</summary>
    public IReadOnlyList<string> Troubled { get; init; } = [];

    /// <summary>Names of resources that can be asked about, with what runs on them.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Why it cannot be asked now; null if it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the person may ask at all.</summary>
    public bool MayAsk { get; init; }

    public bool IsOff => !MayAsk || Problem is not null;

    /// <summary>As many as are picked from; others are typed.</summary>
    public IEnumerable<string> Picks => Services.Take(MostPicked).Union(Form.Services.Where(Services.Contains), StringComparer.Ordinal);

    public bool HasMore => Services.Count > MostPicked;

    /// <summary>Questions that fit: about what is chosen, else about what is in trouble.</summary>
    public IEnumerable<string> Suggestions(Texts texts)
    {
        var service = Form.Service is { Length: > 0 } chosen && Services.Contains(chosen) ? chosen
            : Troubled is [var troubled, ..] ? troubled
            : Services is [var first, ..] ? first : null;
        return service is null
            ? [texts["assistant.suggest.incidents"], texts["assistant.suggest.moved"], texts["assistant.suggest.changed_all"]]
            :
            [
                texts["assistant.suggest.changed", ("service", service)], texts["assistant.suggest.health", ("service", service)], texts["assistant.suggest.moved"],
                texts["assistant.suggest.depends", ("service", service)], texts["assistant.suggest.logs", ("service", service)], texts["assistant.suggest.runbook", ("service", service)],
                texts["assistant.suggest.incidents"],
            ];
    }

    public IEnumerable<string> MostTroubledFirst => Troubled.Take(MostTroubled);
}
