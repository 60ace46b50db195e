namespace SrePlatform.Assistant.DataSources;

/// <summary>What the person who asked may see, as the Control Plane signed it.</summary>
/// <param name="Token">Sent with every reading of its context; only the Control Plane can read it.</param>
/// <param name="MetricFilters">Selectors of which a series must match one.</param>
internal sealed record RequesterScope(string? Token, IReadOnlyList<string>? MetricFilters)
{
    private const int LongestToken = 6_000;
    private const int MostFilters = 8;
    private const int LongestFilters = 40_000;

    /// <summary>What is wrong with it, if anything is.</summary>
    public string? Fault() =>
        Token is not { Length: > 0 and <= LongestToken } || !Token.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? $"The token must have 1 to {LongestToken} characters of base64url."
        : MetricFilters is not { Count: > 0 and <= MostFilters } || MetricFilters.Any(filter => string.IsNullOrWhiteSpace(filter)) || MetricFilters.Sum(filter => filter.Length) > LongestFilters
            ? $"There must be 1 to {MostFilters} metric filters of at most {LongestFilters} characters together."
        : null;
}

/// <summary>The scope of the run that asks; one per dependency injection scope, empty unless the run was asked for by somebody who does not see everything.</summary>
internal sealed class RequesterAccess
{
    /// <summary>The header in which the Control Plane expects its token back.</summary>
    public const string Header = "X-Requester-Scope";

    private volatile HashSet<string> _services = [];

    public string? Token { get; private set; }

    public IReadOnlyList<string> MetricFilters { get; private set; } = [];

    /// <summary>Whether the asker does not see everything.</summary>
    public bool IsLimited => Token is not null;

    /// <summary>The services that a limited asker is known to see.</summary>
    public IReadOnlyCollection<string> Services => _services;

    public void Limit(RequesterScope? scope) => (Token, MetricFilters) = (scope?.Token, scope?.MetricFilters ?? []);

    /// <summary>What the Control Plane listed under the asker's scope; the only ones whose logs and knowledge may be read. None until then.</summary>
    public void Knows(IEnumerable<string> services) => _services = services.ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether sources that know no teams may be asked about a service.</summary>
    public bool Sees(string service) => !IsLimited || _services.Contains(service);
}
