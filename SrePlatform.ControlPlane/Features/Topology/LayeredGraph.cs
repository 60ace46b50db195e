namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>
/// Services in layers, callers left of what they call: a service's layer is its longest path from one that nobody calls. A call over
/// several layers has a bend in each layer between, which takes part in the ordering so that its line does not run behind a service.
/// </summary>
internal sealed record LayeredGraph(IReadOnlyList<IReadOnlyList<LayerSlot>> Layers)
{
    private const int Sweeps = 8;

    public static LayeredGraph Of(IReadOnlyList<TopologyEdge> edges)
    {
        var services = edges.SelectMany(edge => new[] { edge.From, edge.To }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var layerOf = LayerOf(services, Forward(services, edges));
        var layers = services.GroupBy(service => layerOf[service]).OrderBy(layer => layer.Key).Select(layer => layer.Select(LayerSlot.Of).ToList()).ToList();
        var links = new List<(LayerSlot From, LayerSlot To)>();
        foreach (var edge in edges)
        {
            var (previous, last) = (LayerSlot.Of(edge.From), LayerSlot.Of(edge.To));
            for (var layer = layerOf[edge.From] + 1; layer < layerOf[edge.To]; layer++)
            {
                var bend = new LayerSlot(null, edge, layer);
                layers[layer].Add(bend);
                links.Add((previous, bend));
                previous = bend;
            }

            links.Add((previous, last));
        }

        Order(layers, links);
        return new(layers);
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

    private static Dictionary<string, int> LayerOf(List<string> services, List<TopologyEdge> forward)
    {
        var callers = forward.ToLookup(edge => edge.To, edge => edge.From, StringComparer.Ordinal);
        var layers = new Dictionary<string, int>(StringComparer.Ordinal);
        services.ForEach(service => Longest(service));
        return layers;

        int Longest(string service)
        {
            if (!layers.TryGetValue(service, out var layer))
            {
                layer = callers[service].Select(Longest).DefaultIfEmpty(-1).Max() + 1;
                layers[service] = layer;
            }

            return layer;
        }
    }

    /// <summary>Orders each layer by the mean place of its neighbours, back and forth, so that lines cross little.</summary>
    private static void Order(List<List<LayerSlot>> layers, List<(LayerSlot From, LayerSlot To)> links)
    {
        var neighbours = links.SelectMany(link => new[] { link, (From: link.To, To: link.From) }).ToLookup(link => link.From, link => link.To);
        var place = layers.SelectMany(Places).ToDictionary(pair => pair.Slot, pair => pair.At);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var layer in sweep % 2 == 0 ? layers : Enumerable.Reverse(layers))
            {
                var ordered = layer
                    .OrderBy(slot => neighbours[slot].Select(other => place[other]).DefaultIfEmpty(place[slot]).Average())
                    .ThenBy(slot => slot.Name, StringComparer.Ordinal)
                    .ToList();
                layer.Clear();
                layer.AddRange(ordered);
                foreach (var (slot, at) in Places(layer))
                {
                    place[slot] = at;
                }
            }
        }

        static IEnumerable<(LayerSlot Slot, double At)> Places(List<LayerSlot> layer) => layer.Select((slot, row) => (slot, (row + 0.5) / layer.Count));
    }
}

/// <summary>A place in a layer: of a service, or of a call that passes through.</summary>
internal sealed record LayerSlot(string? Service, TopologyEdge? Passing, int Layer)
{
    public string Name => Service ?? $"{Passing!.From}\n{Passing.To}";

    /// <summary>A service's slot is the same wherever it is asked for.</summary>
    public static LayerSlot Of(string service) => new(service, null, -1);
}
