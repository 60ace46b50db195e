using System.Text.Json;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Secrets made at the first start and kept in one file that only its owner can read.</summary>
internal sealed class SecretStore(DataFolder data)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Lock _gate = new();
    private SortedDictionary<string, string>? _values;

    public string Path => System.IO.Path.Combine(data.Path, "secrets.json");

    /// <summary>The secret, made by <paramref name="generate"/> if there is none.</summary>
    public string GetOrAdd(string name, Func<string> generate)
    {
        lock (_gate)
        {
            _values ??= Read();
            if (!_values.TryGetValue(name, out var value))
            {
                value = generate();
                _values[name] = value;
                Write(_values);
            }

            return value;
        }
    }

    private SortedDictionary<string, string> Read()
    {
        if (!File.Exists(Path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllBytes(Path)) ?? [];
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException(
                $"'{Path}' cannot be read ({exception.Message}). Restore it, or delete the data folder to begin anew.", exception);
        }
    }

    private void Write(SortedDictionary<string, string> values)
    {
        var temporary = data.File("secrets.json.new");
        File.Delete(temporary);
        using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private }))
        {
            JsonSerializer.Serialize(stream, values, Indented);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, Path, overwrite: true);
    }
}
