using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace SrePlatform.Assistant.Llm;

/// <summary>Which language model, if any; section <c>Llm</c>. Without a provider nothing is sent anywhere.</summary>
internal sealed partial class LlmOptions : IValidatableObject
{
    public const string Section = "Llm";
    public const string OpenAi = "openai";
    public const string Gemini = "gemini";
    public const string Vertex = "vertex";
    public const string VertexNative = "vertex_native";

    private static readonly Uri GeminiEndpoint = new("https://generativelanguage.googleapis.com/v1beta/openai/");
    private static readonly Uri OpenAiEndpoint = new("https://api.openai.com/v1");

    /// <summary>
    /// <c>openai</c> (any compatible server), <c>gemini</c> (its compatible endpoint, by API key), <c>vertex</c> (Gemini on Vertex AI
    /// through its compatible endpoint, by Google credentials), <c>vertex_native</c> (the same through Google's client, in builds that
    /// have it), or empty for off.
    /// </summary>
    public string Provider { get; set; } = "";

    /// <summary>Base address; the provider's own unless set.</summary>
    public Uri? Endpoint { get; set; }

    public string ApiKey { get; set; } = "";

    /// <summary>The model for what takes thought.</summary>
    public string Model { get; set; } = "";

    /// <summary>A cheaper model for simple steps; the same one unless set.</summary>
    public string SimpleModel { get; set; } = "";

    /// <summary>Google Cloud project, for Vertex AI.</summary>
    public string Project { get; set; } = "";

    /// <summary>Google Cloud location, for Vertex AI.</summary>
    public string Location { get; set; } = "us-central1";

    /// <summary>Seconds one answer may take; without it the words are the Assistant's own.</summary>
    [Range(1, 600)]
    public double TimeoutSeconds { get; set; } = 20;

    /// <summary>Tries after a first one that was refused for the moment (429, 5xx); a Retry-After is respected within the time.</summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 1;

    /// <summary>Largest question in characters; a larger one is not asked.</summary>
    [Range(1000, 2_000_000)]
    public int MaximumInputCharacters { get; set; } = 48_000;

    /// <summary>Largest answer in tokens.</summary>
    [Range(50, 100_000)]
    public int MaximumOutputTokens { get; set; } = 1500;

    /// <summary>Tokens, in and out, that this process may use in a day.</summary>
    [Range(1000, 1_000_000_000)]
    public long MaximumTokensPerDay { get; set; } = 2_000_000;

    /// <summary>Calls that one session may make.</summary>
    [Range(1, 100)]
    public int MaximumCallsPerRun { get; set; } = 12;

    /// <summary>Tokens, in and out, that one session may use.</summary>
    [Range(100, 10_000_000)]
    public long MaximumTokensPerRun { get; set; } = 120_000;

    /// <summary>US dollars that one session may spend, by the price table.</summary>
    [Range(0.0001, 1000)]
    public double MaximumUsdPerRun { get; set; } = 0.5;

    /// <summary>Seconds that models may take of one session, all calls together.</summary>
    [Range(1, 3600)]
    public double MaximumSecondsPerRun { get; set; } = 90;

    /// <summary>The price table: US dollars by model.</summary>
    public Dictionary<string, ModelPrice> Prices { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsOn => Provider.Length > 0;

    public bool IsVertex => Provider is Vertex or VertexNative;

    public Uri Address => Endpoint ?? Provider switch
    {
        Gemini => GeminiEndpoint,
        Vertex => new Uri($"https://{(Location == "global" ? "" : Location + "-")}aiplatform.googleapis.com/v1/projects/{Project}/locations/{Location}/endpoints/openapi"),
        _ => OpenAiEndpoint,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
        {
            yield break;
        }

        if (Provider is not (OpenAi or Gemini or Vertex or VertexNative))
        {
            yield return new ValidationResult($"Llm:Provider is '{Provider}': it must be {OpenAi}, {Gemini}, {Vertex}, {VertexNative} or empty.", [nameof(Provider)]);
        }

        if (string.IsNullOrWhiteSpace(Model))
        {
            yield return new ValidationResult("Llm:Model is missing: name the model, or leave Llm:Provider empty to do without.", [nameof(Model)]);
        }

        if (!IsVertex && Endpoint is null && string.IsNullOrWhiteSpace(ApiKey))
        {
            yield return new ValidationResult("Llm:ApiKey is missing: set it, or set Llm:Endpoint to a server that needs none.", [nameof(ApiKey)]);
        }

        if (IsVertex && Endpoint is null && !GoogleName().IsMatch(Project))
        {
            yield return new ValidationResult("Llm:Project is missing or no project id: Vertex AI needs a Google Cloud project.", [nameof(Project)]);
        }

        if (IsVertex && !GoogleName().IsMatch(Location))
        {
            yield return new ValidationResult("Llm:Location is no location of Google Cloud.", [nameof(Location)]);
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.:-]{0,62}$")]
    private static partial Regex GoogleName();
}
