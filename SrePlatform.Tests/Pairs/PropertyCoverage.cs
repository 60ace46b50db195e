using System.Collections;
using System.Reflection;
using System.Text.Json;
using Xunit;

namespace SrePlatform.Tests.Pairs;

/// <summary>
/// Which properties of a contract's types arrived with a value of their own, over several answers. A name that one side spells
/// otherwise never does.
/// </summary>
internal sealed class PropertyCoverage
{
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public void Add(object? value)
    {
        if (value is null || !IsOfContract(value.GetType()))
        {
            foreach (var item in value is IEnumerable items and not string ? items.Cast<object?>() : [])
            {
                Add(item);
            }

            return;
        }

        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && property.GetIndexParameters().Length == 0))
        {
            var name = $"{value.GetType().Name}.{property.Name}";
            _known.Add(name);
            var read = property.GetValue(value);
            if (HasValue(read))
            {
                _seen.Add(name);
            }

            Add(read);
        }
    }

    /// <param name="except">What never has a value here, and why is written beside it.</param>
    public void AssertWhole(params string[] except)
    {
        var missing = _known.Except(_seen, StringComparer.Ordinal).ToList();
        Assert.True(missing.All(except.Contains), $"No answer had a value for: {string.Join(", ", missing.Except(except, StringComparer.Ordinal))}");
    }

    private static bool HasValue(object? value) => value switch
    {
        null => false,
        string text => text.Length > 0,
        JsonElement json => json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null),
        IEnumerable items => items.Cast<object?>().Any(),
        ValueType number => !number.Equals(Activator.CreateInstance(number.GetType())),
        _ => true,
    };

    private static bool IsOfContract(Type type) => type.Namespace?.StartsWith("SrePlatform.", StringComparison.Ordinal) == true && !type.IsEnum;
}
