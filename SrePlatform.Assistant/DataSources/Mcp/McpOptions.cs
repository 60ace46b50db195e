using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace SrePlatform.Assistant.DataSources.Mcp;

/// <summary>External tool servers that speak the Model Context Protocol over HTTP, by name; section <c>Mcp</c>.</summary>
internal sealed partial class McpOptions : IValidatableObject
{
    public const string Section = "Mcp";

    public Dictionary<string, McpServerOptions> Servers { get; set; } = new(StringComparer.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, server) in Servers)
        {
            if (!ServerName().IsMatch(name))
            {
                yield return new ValidationResult($"Mcp:Servers:{name} must be named with 1 to 24 letters, digits and dashes.", [nameof(Servers)]);
            }

            if (server.Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            {
                yield return new ValidationResult($"Mcp:Servers:{name}:Url must be an http address.", [nameof(Servers)]);
            }

            if (server.TimeoutSeconds is < 1 or > 300)
            {
                yield return new ValidationResult($"Mcp:Servers:{name}:TimeoutSeconds must be 1 to 300.", [nameof(Servers)]);
            }
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,23}$", RegexOptions.IgnoreCase)]
    private static partial Regex ServerName();
}

internal sealed class McpServerOptions
{
    public Uri? Url { get; set; }

    public string Token { get; set; } = "";

    /// <summary>Tools that may be used though they do not say that they only read; the others must say so.</summary>
    public IList<string> Tools { get; } = [];

    public int TimeoutSeconds { get; set; } = 15;
}
