namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>
/// A sentence that others can say in their language: a key, raw arguments (base units, ISO times), and the English rendering.
/// </summary>
internal sealed record Message(string Key, IReadOnlyDictionary<string, object?> Args, string Text);

/// <summary>The English wording of one key. Placeholders are <c>{name}</c> or <c>{name|format}</c>.</summary>
internal sealed record MessageTemplate(string Key, string Text)
{
    public Message With(params (string Name, object? Value)[] args)
    {
        var values = args.ToDictionary(arg => arg.Name, arg => arg.Value, StringComparer.Ordinal);
        return new Message(Key, values, MessageText.Render(Text, values));
    }
}
