using SrePlatform.ControlPlane.Features.Topology;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Topology;

[Trait("Category", "Unit")]
public sealed class ImpactTests
{
    [Fact]
    public void Everything_that_calls_lead_to_is_reached_by_its_shortest_way_and_circles_end()
    {
        var next = new[] { ("web", "cart"), ("cart", "db"), ("web", "db"), ("db", "web"), ("db", "disk") }.ToLookup(edge => edge.Item1, edge => edge.Item2);
        Assert.Equal([("cart", 1), ("db", 1), ("disk", 2)], Impact.Reach("web", next));
        Assert.Empty(Impact.Reach("disk", next));
    }
}
