using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Platform.Access;

/// <summary>What goes with a diagnosis so that it sees no more than the one who asked for it.</summary>
/// <param name="Token">Sent back with every reading of context; opaque, and nobody else can make one.</param>
/// <param name="MetricFilters">Selectors of which a series must match one; they go with every query of metrics.</param>
internal sealed record RequesterScope(string Token, IReadOnlyList<string> MetricFilters);

/// <summary>Signs and reads the scope of whoever asks the Assistant. A token names teams, so what they may see is looked up when it is used.</summary>
internal sealed class RequesterScopes(IDataProtectionProvider protection, ScopeResolver resolver)
{
    public const string Header = "X-Requester-Scope";

    private const int LongestToken = 6_000;
    private const int MostFilteredServices = 200;
    private static readonly TimeSpan ValidFor = TimeSpan.FromDays(2);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("SrePlatform.RequesterScope.v1").ToTimeLimitedDataProtector();

    /// <summary>Null for whoever sees everything: there is nothing to hold back.</summary>
    public RequesterScope? Sign(Scope scope) => scope.IsAll
        ? null
        : new(_protector.Protect(JsonSerializer.Serialize(new Signed(scope.Person, scope.Teams)), ValidFor), Filters(scope));

    /// <summary>Null if the token is not ours, was changed, or is too old.</summary>
    public async Task<Scope?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > LongestToken)
        {
            return null;
        }

        try
        {
            var signed = JsonSerializer.Deserialize<Signed>(_protector.Unprotect(token))!;
            return await resolver.OfTeamsAsync(signed.Person, signed.Teams, cancellationToken);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>By the labels that service discovery stamps: the team's own, and services seen by a grant. Nothing matches no team.</summary>
    internal static string[] Filters(Scope scope)
    {
        var teams = scope.Teams.Count > 0 ? scope.Teams : ["\0none"];
        var filters = new List<string> { $"{{{MetricsQl.AnyOf("team", teams)}}}" };
        if (scope.Services.Count > 0)
        {
            filters.Add($"{{{MetricsQl.AnyOf("service", scope.Services.Take(MostFilteredServices))}}}");
        }

        return [.. filters];
    }

    private sealed record Signed(string Person, IReadOnlyList<string> Teams);
}
