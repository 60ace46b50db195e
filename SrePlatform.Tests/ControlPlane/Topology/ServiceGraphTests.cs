using SrePlatform.ControlPlane.Features.Topology;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Topology;

[Trait("Category", "Unit")]
public sealed class ServiceGraphTests
{
    private static readonly ServiceGraph Shop = new([("storefront", "catalog"), ("storefront", "checkout"), ("checkout", "payment"), ("checkout", "orders"), ("orders", "inventory"), ("catalog", "inventory")]);

    [Theory]
    [InlineData("checkout", "checkout", 0)]
    [InlineData("checkout", "payment", 1)]
    [InlineData("payment", "checkout", 1)]
    [InlineData("payment", "orders", 2)]
    [InlineData("payment", "inventory", 3)]
    public void Hops_count_calls_in_either_direction(string from, string to, int hops) => Assert.Equal(hops, Shop.Hops(from, to));

    [Fact]
    public void Services_that_no_path_joins_have_no_distance()
    {
        Assert.Null(Shop.Hops("newsletter", "checkout"));
        Assert.Null(Shop.Hops("payment", "inventory", limit: 2));
        Assert.Equal(2, Shop.Hops("payment", "orders", limit: 2));
    }

    [Fact]
    public void What_is_learned_wins_over_what_is_declared()
    {
        var edges = TopologyReader.Merge(
            [new("a", "b", EdgeOrigin.Declared, null), new("b", "c", EdgeOrigin.Declared, null)],
            [new("a", "b", EdgeOrigin.Learned, 3.5)]);
        Assert.Equal([new("a", "b", EdgeOrigin.Learned, 3.5), new("b", "c", EdgeOrigin.Declared, null)], edges);
    }

    [Fact]
    public void A_service_is_a_node_when_it_has_a_resource_or_a_call()
    {
        var id = Guid.NewGuid();
        var nodes = TopologyReader.Nodes([(id, "b")], [new("a", "b", EdgeOrigin.Learned, 1)]);
        Assert.Equal(["a", "b"], nodes.Select(node => node.Service));
        Assert.Equal([id], nodes[1].ResourceIds);
    }
}
