using System.Text.Json;
using System.Text.RegularExpressions;

namespace SrePlatform.Tests.Pairs;

/// <summary>A request of a <c>.http</c> file, with its variables still in it.</summary>
internal sealed record HttpFileRequest(string Title, string? Name, string Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, string Body);

/// <summary>Reads <c>.http</c> files as editors do: variables, named requests, and what named requests were answered.</summary>
internal sealed partial class HttpFile
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _answers = new(StringComparer.Ordinal);

    public HttpFile(string text, IReadOnlyDictionary<string, string> given)
    {
        var parts = text.ReplaceLineEndings("\n").Split("\n###");
        foreach (Match variable in Variable().Matches(parts[0]))
        {
            _variables[variable.Groups[1].Value] = variable.Groups[2].Value.Trim();
        }

        foreach (var (name, value) in given)
        {
            _variables[name] = _variables.ContainsKey(name) ? value : throw new InvalidOperationException($"The file has no @{name}.");
        }

        Requests = [.. parts[1..].Select(Request)];
    }

    public IReadOnlyList<HttpFileRequest> Requests { get; }

    /// <summary>The request with every variable filled in.</summary>
    public HttpRequestMessage Message(HttpFileRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), Fill(request.Url));
        if (request.Body.Length > 0)
        {
            message.Content = new StringContent(Fill(request.Body));
            message.Content.Headers.Remove("Content-Type");
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, Fill(value)))
            {
                message.Content!.Headers.TryAddWithoutValidation(name, Fill(value));
            }
        }

        return message;
    }

    public void Answered(HttpFileRequest request, string body)
    {
        if (request.Name is { } name)
        {
            _answers[name] = JsonDocument.Parse(body).RootElement;
        }
    }

    private string Fill(string text) => Placeholder().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        if (name == "$guid")
        {
            return Guid.NewGuid().ToString();
        }

        return Answer().Match(name) is { Success: true } answer
            ? _answers[answer.Groups[1].Value].GetProperty(answer.Groups[2].Value).ToString()
            : _variables[name];
    });

    private static HttpFileRequest Request(string part)
    {
        var lines = part.Split('\n');
        var name = lines.Select(line => Named().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        var start = Array.FindIndex(lines, 1, line => line.Length > 0 && line[0] != '#');
        var end = Array.FindIndex(lines, start, line => line.Length == 0);
        end = end < 0 ? lines.Length : end;
        var (method, url) = lines[start].Split(' ', 2) is [var verb, var address] ? (verb, address) : throw new FormatException(lines[start]);
        var headers = lines[(start + 1)..end].Select(line => line.Split(':', 2)).Select(pair => (pair[0].Trim(), pair[1].Trim())).ToList();
        return new HttpFileRequest(lines[0].Trim(), name, method, url, headers, string.Join('\n', lines[end..]).Trim());
    }

    [GeneratedRegex(@"^@(\w+) = (.*)$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{([^}]+)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(\w+)\.response\.body\.\$\.(\w+)$")]
    private static partial Regex Answer();

    [GeneratedRegex(@"^# @name (\w+)$")]
    private static partial Regex Named();
}
