namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>Where a service is drawn.</summary>
internal sealed record PlacedNode(string Service, int Layer, double X, double Y);

/// <summary>A call between two drawn services.</summary>
internal sealed record PlacedEdge(TopologyEdge Edge, PlacedNode From, PlacedNode To);

/// <summary>A drawing of calls from left to right, and the services that call nobody and are called by nobody.</summary>
internal sealed record GraphLayout(IReadOnlyList<PlacedNode> Nodes, IReadOnlyList<PlacedEdge> Edges, IReadOnlyList<string> Alone, double Width, double Height)
{
    public const double NodeWidth = 168;
    public const double NodeHeight = 54;

    private const double LayerGap = 96;
    private const double RowGap = 26;
    private const double Margin = 12;
    private const int Sweeps = 6;

    /// <summary>
    /// Callers stand left of what they call: a service's layer is its longest path from one that nobody calls. Within a layer,
    /// services are ordered by the mean place of their neighbours, in a few sweeps, so that lines cross little. Same input, same drawing.
    /// </summary>
    public static GraphLayout Of(IReadOnlyList<TopologyEdge> edges, IEnumerable<string> services)
    {
        var joined = edges.SelectMany(edge => new[] { edge.From, edge.To }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var alone = services.Except(joined, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var layerOf = Layers(joined, Forward(joined, edges));
        var layers = joined.GroupBy(service => layerOf[service]).OrderBy(layer => layer.Key).Select(layer => layer.ToList()).ToList();
        Order(layers, edges);

        var rows = layers.Count == 0 ? 0 : layers.Max(layer => layer.Count);
        var height = (2 * Margin) + Math.Max(0, (rows * (NodeHeight + RowGap)) - RowGap);
        var nodes = layers
            .SelectMany((layer, index) => layer.Select((service, row) => new PlacedNode(
                service, index, Margin + (index * (NodeWidth + LayerGap)), ((height - (layer.Count * (NodeHeight + RowGap)) + RowGap) / 2) + (row * (NodeHeight + RowGap)))))
            .ToDictionary(node => node.Service, StringComparer.Ordinal);
        var width = (2 * Margin) + Math.Max(0, (layers.Count * (NodeWidth + LayerGap)) - LayerGap);
        return new([.. nodes.Values], [.. edges.Select(edge => new PlacedEdge(edge, nodes[edge.From], nodes[edge.To]))], alone, width, height);
    }

    /// <summary>The edges without those that close a circle, found by walking depth first in name order.</summary>
    private static List<TopologyEdge> Forward(List<string> services, IReadOnlyList<TopologyEdge> edges)
    {
        var calls = edges.ToLookup(edge => edge.From, StringComparer.Ordinal);
        var called = edges.Select(edge => edge.To).ToHashSet(StringComparer.Ordinal);
        var forward = new List<TopologyEdge>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var onPath = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in services.OrderBy(service => called.Contains(service)))
        {
            Visit(service);
        }

        return forward;

        void Visit(string service)
        {
            if (!done.Add(service))
            {
                return;
            }

            onPath.Add(service);
            foreach (var edge in calls[service].Where(edge => !onPath.Contains(edge.To)))
            {
                forward.Add(edge);
                Visit(edge.To);
            }

            onPath.Remove(service);
        }
    }

    private static Dictionary<string, int> Layers(List<string> services, List<TopologyEdge> forward)
    {
        var callers = forward.ToLookup(edge => edge.To, edge => edge.From, StringComparer.Ordinal);
        var layers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            LayerOf(service);
        }

        return layers;

        int LayerOf(string service)
        {
            if (!layers.TryGetValue(service, out var layer))
            {
                layer = callers[service].Select(LayerOf).DefaultIfEmpty(-1).Max() + 1;
                layers[service] = layer;
            }

            return layer;
        }
    }

    private static void Order(List<List<string>> layers, IReadOnlyList<TopologyEdge> edges)
    {
        var neighbours = edges.SelectMany(edge => new[] { (edge.From, edge.To), (From: edge.To, To: edge.From) }).ToLookup(pair => pair.From, pair => pair.To, StringComparer.Ordinal);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var place = layers.SelectMany(layer => layer.Select((service, row) => (service, At: (row + 0.5) / layer.Count))).ToDictionary(pair => pair.service, pair => pair.At, StringComparer.Ordinal);
            foreach (var layer in sweep % 2 == 0 ? layers : Enumerable.Reverse(layers))
            {
                var ordered = layer
                    .OrderBy(service => neighbours[service].Select(other => place[other]).DefaultIfEmpty(place[service]).Average())
                    .ThenBy(service => service, StringComparer.Ordinal)
                    .ToList();
                layer.Clear();
                layer.AddRange(ordered);
                for (var row = 0; row < layer.Count; row++)
                {
                    place[layer[row]] = (row + 0.5) / layer.Count;
                }
            }
        }
    }
}
