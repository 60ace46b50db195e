namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>What is wrong with a request, by field.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _found = new(StringComparer.Ordinal);

    public Dictionary<string, string[]> Found => _found.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);

    public void Check(string field, bool holds, string message)
    {
        if (!holds)
        {
            if (!_found.TryGetValue(field, out var messages))
            {
                _found[field] = messages = [];
            }

            messages.Add(message);
        }
    }
}
