using Microsoft.AspNetCore.Http.Extensions;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>What a reader chose, as the address says it: <c>?range=6h&amp;refresh=1m&amp;var-service=checkout</c>.</summary>
internal sealed record DashboardQuery(ChartRange Range, string Refresh, IReadOnlyDictionary<string, IReadOnlyList<string>> Chosen)
{
    private const int MostValues = 50;
    private const int LongestValue = 200;
    private const string Prefix = "var-";

    /// <summary>How often to ask again, by what it is called.</summary>
    public static readonly IReadOnlyDictionary<string, int> Refreshes = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["off"] = 0,
        ["5s"] = 5,
        ["15s"] = 15,
        ["1m"] = 60,
        ["5m"] = 300,
    };

    public const string UsualRefresh = "15s";

    public int RefreshSeconds => Refreshes[Refresh];

    /// <summary>Reads the choices; a wrong one is named.</summary>
    public static Outcome<DashboardQuery> Read(Dashboard dashboard, IQueryCollection query)
    {
        if (ChartRange.Find(query["range"].ToString()) is not { } range)
        {
            return new ValidationFailure("range", $"Give one of: {string.Join(", ", ChartRange.All.Select(known => known.Name))}.");
        }

        var refresh = query["refresh"].ToString() is { Length: > 0 } text ? text : UsualRefresh;
        if (!Refreshes.ContainsKey(refresh))
        {
            return new ValidationFailure("refresh", $"Give one of: {string.Join(", ", Refreshes.Keys)}.");
        }

        var chosen = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var variable in dashboard.Variables)
        {
            string[] values = [.. query[Prefix + variable.Name].Where(value => !string.IsNullOrEmpty(value)).Select(value => value!)];
            if (values.Length > MostValues || values.Any(value => value.Length > LongestValue || value.Any(char.IsControl)))
            {
                return new ValidationFailure(Prefix + variable.Name, $"Give at most {MostValues} values of at most {LongestValue} characters.");
            }

            if (values.Length > 0)
            {
                chosen[variable.Name] = values;
            }
        }

        return new DashboardQuery(range, refresh, chosen);
    }

    /// <summary>The choices as an address has them; what is usual is left out.</summary>
    public string ToQueryString()
    {
        var query = new QueryBuilder();
        if (Range != ChartRange.Default)
        {
            query.Add("range", Range.Name);
        }

        if (Refresh != UsualRefresh)
        {
            query.Add("refresh", Refresh);
        }

        foreach (var (name, values) in Chosen)
        {
            query.Add(Prefix + name, values);
        }

        return query.ToString();
    }

    /// <summary>The same choices as Grafana's addresses have them.</summary>
    public string ToGrafanaQuery(string theme)
    {
        var query = new QueryBuilder { { "from", $"now-{Range.Name}" }, { "to", "now" } };
        foreach (var (name, values) in Chosen)
        {
            query.Add(Prefix + name, values);
        }

        if (theme is "light" or "dark")
        {
            query.Add("theme", theme);
        }

        return query + (RefreshSeconds > 0 ? $"&refresh={Refresh}&kiosk" : "&kiosk");
    }
}
