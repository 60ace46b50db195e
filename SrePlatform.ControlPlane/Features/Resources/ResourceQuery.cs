using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>What a list's address asks for; pages, exports and the API read it alike.</summary>
internal sealed record ResourceQuery(ResourceFilter Filter, int Limit, ResourceCursor? After)
{
    public static ResourceQuery Read(IQueryCollection query, QueryReader reader)
    {
        var sort = query["sort"].ToString();
        var filter = new ResourceFilter
        {
            Search = reader.Text("q", query["q"].ToString().Trim()),
            Kind = reader.Choice<ResourceKind>("kind", query["kind"]),
            Service = reader.Text("service", query["service"]),
            Environment = reader.Text("environment", query["environment"]),
            Team = reader.Text("team", query["team"]),
            Criticality = reader.Choice<Criticality>("criticality", query["criticality"]),
            Health = reader.Choice<HealthState>("health", query["health"]),
            Group = reader.Id("group", query["group"]),
            BreaksLabelRules = query["breaks"].ToString().Length > 0,
            LabelRule = query["breaks"] == "any" ? null : reader.Id("breaks", query["breaks"]),
            Retired = query["retired"] == "true",
            Sort = reader.Choice<ResourceSort>("sort", sort.TrimStart('-')) ?? ResourceSort.Name,
            Descending = sort.StartsWith('-'),
        };
        ResourceCursor? after = null;
        if (query["cursor"].ToString() is { Length: > 0 } cursor && !ResourceCursor.TryDecode(cursor, out after))
        {
            reader.Add("cursor", "This is not a cursor that this list returned.");
        }

        return new(filter, reader.Page(query["limit"], null).Limit, after);
    }
}
