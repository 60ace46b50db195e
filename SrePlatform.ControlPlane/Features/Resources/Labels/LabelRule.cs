using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources.Labels;

/// <summary>What a label of resources must be: there, or one of some values, on all kinds or on some.</summary>
internal sealed class LabelRule
{
    private LabelRule()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Name of the label.</summary>
    public string Label { get; private set; } = "";

    /// <summary>Whether a resource must have it.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>The values that it can have; any if there are none.</summary>
    public IReadOnlyList<string> AllowedValues { get; private set; } = [];

    /// <summary>The kinds of resource that it is about, as on the wire; all if there are none.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

    /// <summary>Whether saving a resource that breaks it is refused, rather than only listed.</summary>
    public bool IsEnforced { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static LabelRule Create(LabelRuleDraft draft, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Label = draft.Label!.Trim(),
        IsRequired = draft.IsRequired,
        AllowedValues = draft.AllowedValues,
        Kinds = [.. draft.Kinds.Select(Persistence.EnumsAsText.ToText)],
        IsEnforced = draft.IsEnforced,
        CreatedAt = now,
    };

    /// <summary>What is wrong with these labels by this rule; null if nothing is.</summary>
    public InvalidField? Check(ResourceKind kind, IReadOnlyDictionary<string, string> labels)
    {
        if (Kinds.Count > 0 && !Kinds.Contains(Persistence.EnumsAsText.ToText(kind)))
        {
            return null;
        }

        if (!labels.TryGetValue(Label, out var value))
        {
            return IsRequired ? new("labels", "label_required", Label) : null;
        }

        return AllowedValues.Count == 0 || AllowedValues.Contains(value, StringComparer.Ordinal)
            ? null
            : new("labels", "label_not_allowed", Label, string.Join(", ", AllowedValues));
    }
}

/// <summary>A rule as somebody wants it.</summary>
internal sealed record LabelRuleDraft(string? Label, bool IsRequired, IReadOnlyList<string> AllowedValues, IReadOnlyList<ResourceKind> Kinds, bool IsEnforced);
