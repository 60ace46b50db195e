using Microsoft.Extensions.Options;

namespace SrePlatform.Assistant.Llm;

/// <summary>What a model costs.</summary>
internal sealed class ModelPrice
{
    /// <summary>US dollars for a million tokens in.</summary>
    public decimal InputPerMillion { get; set; }

    /// <summary>US dollars for a million tokens out.</summary>
    public decimal OutputPerMillion { get; set; }
}

/// <summary>The price table; a model that is not in it has no known cost.</summary>
internal sealed class ModelPrices(IOptions<LlmOptions> options)
{
    public decimal? CostOf(string model, long input, long output)
    {
        // Names of models carry a publisher, which a key of the configuration may leave out.
        var name = model[(model.LastIndexOf('/') + 1)..];
        return options.Value.Prices.GetValueOrDefault(model) is { } price || (price = options.Value.Prices.GetValueOrDefault(name)) is not null
            ? ((price.InputPerMillion * input) + (price.OutputPerMillion * output)) / 1_000_000m
            : null;
    }
}
