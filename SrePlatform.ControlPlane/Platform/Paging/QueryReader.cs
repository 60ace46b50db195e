using System.Globalization;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Platform.Paging;

/// <summary>Reads query parameters and collects what is wrong with them, so that one answer names every field.</summary>
internal sealed class QueryReader
{
    private const int MaxText = 200;
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>What is wrong, if anything is; read it after all parameters.</summary>
    public ValidationFailure? Failure => _errors.Count == 0 ? null : new ValidationFailure(_errors);

    public PageRequest Page(string? limit, string? cursor)
    {
        var count = PageRequest.DefaultLimit;
        if (!string.IsNullOrEmpty(limit)
            && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > PageRequest.MaxLimit))
        {
            Add("limit", $"Give a number from 1 to {PageRequest.MaxLimit}.");
        }

        Keyset? after = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (Keyset.TryDecode(cursor, out var keyset))
            {
                after = keyset;
            }
            else
            {
                Add("cursor", "This is not a cursor that this list returned.");
            }
        }

        return new PageRequest(count, after);
    }

    public DateTimeOffset? Time(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        Add(name, "Give a time like 2026-01-31T14:00:00Z.");
        return null;
    }

    public Guid? Id(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (Guid.TryParse(value, out var id))
        {
            return id;
        }

        Add(name, "Give a UUID.");
        return null;
    }

    /// <summary>Ids given once each or separated by commas; null when none were given.</summary>
    public IReadOnlyList<Guid>? Ids(string name, string[]? values)
    {
        var texts = (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        if (texts.Count == 0)
        {
            return null;
        }

        if (texts.Count > PageRequest.MaxLimit)
        {
            Add(name, $"Give at most {PageRequest.MaxLimit} ids.");
            return [];
        }

        return [.. texts.Select(text => Id(name, text)).OfType<Guid>()];
    }

    public T? Choice<T>(string name, string? value) where T : struct, Enum
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        foreach (var choice in Enum.GetValues<T>())
        {
            if (string.Equals(EnumsAsText.ToText(choice), value, StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        Add(name, $"Give one of: {string.Join(", ", Enum.GetValues<T>().Select(EnumsAsText.ToText))}.");
        return null;
    }

    public bool? Flag(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (bool.TryParse(value, out var flag))
        {
            return flag;
        }

        Add(name, "Give true or false.");
        return null;
    }

    public string? Text(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (value.Length > MaxText || value.Contains('\0', StringComparison.Ordinal))
        {
            Add(name, $"Give at most {MaxText} characters, without NUL.");
            return null;
        }

        return value;
    }

    public void Add(string name, string message) => _errors.TryAdd(name, [message]);
}
