namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>A text field of a form, for the partial <c>_Field</c>: its error stands at it.</summary>
/// <param name="Name">Posted as.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Value">What was typed.</param>
/// <param name="Error">What is wrong with it.</param>
internal sealed record FormField(string Name, string Label, string? Value, string? Error)
{
    public string? Hint { get; init; }

    public bool Required { get; init; }

    public int Longest { get; init; } = 200;

    /// <summary>Names to choose from while typing.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    public string Id => "field-" + Name.ToLowerInvariant();
}
