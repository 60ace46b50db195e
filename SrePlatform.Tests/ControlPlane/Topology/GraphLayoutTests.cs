using SrePlatform.ControlPlane.Features.Topology;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Topology;

[Trait("Category", "Unit")]
public sealed class GraphLayoutTests
{
    private static readonly TopologyEdge[] Shop =
        [Call("storefront", "catalog"), Call("storefront", "search"), Call("storefront", "checkout"), Call("checkout", "payment"), Call("checkout", "orders"), Call("orders", "inventory"), Call("catalog", "inventory")];

    [Fact]
    public void Callers_stand_left_of_what_they_call()
    {
        var layout = GraphLayout.Of(Shop, ["newsletter", "storefront"]);
        Assert.All(layout.Edges, edge => Assert.True(edge.From.X + GraphLayout.NodeWidth < edge.To.X));
        Assert.Equal(["newsletter"], layout.Alone);
        Assert.Equal(8 - 1, layout.Nodes.Count);
    }

    [Fact]
    public void Nothing_overlaps_and_everything_is_inside()
    {
        var layout = GraphLayout.Of(Shop, []);
        foreach (var (one, other) in layout.Nodes.SelectMany(one => layout.Nodes.Where(other => other != one).Select(other => (one, other))))
        {
            Assert.False(one.X == other.X && Math.Abs(one.Y - other.Y) < GraphLayout.NodeHeight, $"{one} overlaps {other}");
        }

        Assert.All(layout.Nodes, node => Assert.True(node.X >= 0 && node.Y >= 0 && node.X + GraphLayout.NodeWidth <= layout.Width && node.Y + GraphLayout.NodeHeight <= layout.Height));
    }

    [Fact]
    public void A_long_call_passes_beside_the_services_between()
    {
        var layout = GraphLayout.Of(Shop, []);
        var bend = Assert.Single(layout.Edges.Single(edge => edge.Edge.From == "catalog").Bends);
        Assert.All(layout.Nodes.Where(node => node.X == bend.X), node => Assert.False(bend.Y > node.Y && bend.Y < node.Y + GraphLayout.NodeHeight));
    }

    [Fact]
    public void Circles_and_calls_to_itself_are_drawn_too()
    {
        var layout = GraphLayout.Of([Call("a", "b"), Call("b", "c"), Call("c", "a")], []);
        Assert.Equal(3, layout.Nodes.Count);
        Assert.Equal(3, layout.Edges.Count);
        Assert.All(layout.Edges, edge => Assert.StartsWith("M", IndexModel.Path(edge), StringComparison.Ordinal));
    }

    [Fact]
    public void The_order_in_which_calls_are_learned_changes_nothing() =>
        Assert.Equal(GraphLayout.Of(Shop, []).Nodes.OrderBy(node => node.Service), GraphLayout.Of([.. Shop.Reverse()], []).Nodes.OrderBy(node => node.Service));

    private static TopologyEdge Call(string from, string to) => new(from, to, EdgeOrigin.Learned, 1);
}
