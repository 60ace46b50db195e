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
    private const double ColumnGap = 40;
    private const double RowGap = 26;
    private const double Margin = 12;

    /// <summary>A layer of more rows than this stands in several columns, so that hundreds of services make a sheet and not a strip.</summary>
    private const int FewestRows = 16;
    private const double RowsPerRoot = 1.4;

    public static GraphLayout Of(IReadOnlyList<TopologyEdge> edges, IEnumerable<string> services)
    {
        var layers = LayeredGraph.Of(edges).Layers;
        var rows = Math.Max(FewestRows, (int)Math.Ceiling(RowsPerRoot * Math.Sqrt(layers.Sum(layer => layer.Count))));
        var columns = layers.Select(layer => layer.Chunk(rows).ToList()).ToList();
        var height = columns.SelectMany(layer => layer).Select(HeightOf).DefaultIfEmpty(0).Max();
        var nodes = new Dictionary<string, PlacedNode>(StringComparer.Ordinal);
        var bends = new List<(TopologyEdge Edge, double X, double Y)>();
        var x = Margin;
        for (var layer = 0; layer < columns.Count; layer++)
        {
            foreach (var column in columns[layer])
            {
                Place(column, layer, x);
                x += NodeWidth + ColumnGap;
            }

            x += LayerGap - ColumnGap;
        }

        var bendsOf = bends.ToLookup(bend => bend.Edge, bend => (bend.X, bend.Y));
        return new(
            [.. nodes.Values],
            [.. edges.Select(edge => new PlacedEdge(edge, nodes[edge.From], nodes[edge.To], [.. bendsOf[edge].OrderBy(bend => bend.X)]))],
            [.. services.Where(service => !nodes.ContainsKey(service)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Margin + Math.Max(Margin, x - LayerGap),
            (2 * Margin) + height);

        void Place(IReadOnlyList<LayerSlot> column, int layer, double left)
        {
            var y = Margin + ((height - HeightOf(column)) / 2);
            foreach (var slot in column)
            {
                if (slot.Service is { } service)
                {
                    nodes[service] = new(service, layer, left, y);
                }
                else
                {
                    bends.Add((slot.Passing!, left, y + (BendHeight / 2)));
                }

                y += HeightOf(slot) + RowGap;
            }
        }
    }

    private static double HeightOf(IReadOnlyList<LayerSlot> layer) => layer.Sum(HeightOf) + (Math.Max(0, layer.Count - 1) * RowGap);

    private static double HeightOf(LayerSlot slot) => slot.Service is null ? BendHeight : NodeHeight;
}
