namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>Where a service is drawn.</summary>
internal sealed record PlacedNode(string Service, int Layer, double X, double Y);

/// <summary>A call between two drawn services, and the heights at which it passes the layers between them.</summary>
internal sealed record PlacedEdge(TopologyEdge Edge, PlacedNode From, PlacedNode To, IReadOnlyList<(double X, double Y)> Bends);

/// <summary>A drawing of calls from left to right, and the services that call nobody and are called by nobody. Same input, same drawing.</summary>
internal sealed record GraphLayout(IReadOnlyList<PlacedNode> Nodes, IReadOnlyList<PlacedEdge> Edges, IReadOnlyList<string> Alone, double Width, double Height)
{
    public const double NodeWidth = 168;
    public const double NodeHeight = 54;

    private const double BendHeight = 10;
    private const double LayerGap = 92;
    private const double RowGap = 26;
    private const double Margin = 12;

    public static GraphLayout Of(IReadOnlyList<TopologyEdge> edges, IEnumerable<string> services)
    {
        var layers = LayeredGraph.Of(edges).Layers;
        var height = layers.Select(HeightOf).DefaultIfEmpty(0).Max();
        var nodes = new Dictionary<string, PlacedNode>(StringComparer.Ordinal);
        var bends = new List<(TopologyEdge Edge, double X, double Y)>();
        for (var layer = 0; layer < layers.Count; layer++)
        {
            var x = Margin + (layer * (NodeWidth + LayerGap));
            var y = Margin + ((height - HeightOf(layers[layer])) / 2);
            foreach (var slot in layers[layer])
            {
                if (slot.Service is { } service)
                {
                    nodes[service] = new(service, layer, x, y);
                }
                else
                {
                    bends.Add((slot.Passing!, x, y + (BendHeight / 2)));
                }

                y += HeightOf(slot) + RowGap;
            }
        }

        return new(
            [.. nodes.Values],
            [.. edges.Select(edge => new PlacedEdge(edge, nodes[edge.From], nodes[edge.To], [.. bends.Where(bend => bend.Edge == edge).OrderBy(bend => bend.X).Select(bend => (bend.X, bend.Y))]))],
            [.. services.Where(service => !nodes.ContainsKey(service)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            (2 * Margin) + Math.Max(0, (layers.Count * (NodeWidth + LayerGap)) - LayerGap),
            (2 * Margin) + height);
    }

    private static double HeightOf(IReadOnlyList<LayerSlot> layer) => layer.Sum(HeightOf) + (Math.Max(0, layer.Count - 1) * RowGap);

    private static double HeightOf(LayerSlot slot) => slot.Service is null ? BendHeight : NodeHeight;
}
