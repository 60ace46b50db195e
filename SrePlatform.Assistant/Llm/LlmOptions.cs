using System.ComponentModel.DataAnnotations;

namespace SrePlatform.Assistant.Llm;

/// <summary>Which language model, if any; section <c>Llm</c>. Without a provider nothing is sent anywhere.</summary>
internal sealed class LlmOptions : IValidatableObject
{
    public const string Section = "Llm";
    public const string OpenAi = "openai";
    public const string Gemini = "gemini";

    private static readonly Uri GeminiEndpoint = new("https://generativelanguage.googleapis.com/v1beta/openai/");
    private static readonly Uri OpenAiEndpoint = new("https://api.openai.com/v1");

    /// <summary><c>openai</c> (any compatible server), <c>gemini</c> (its compatible endpoint), or empty for off.</summary>
    public string Provider { get; set; } = "";

    /// <summary>Base address; the provider's own unless set.</summary>
    public Uri? Endpoint { get; set; }

    public string ApiKey { get; set; } = "";

    public string Model { get; set; } = "";

    /// <summary>Seconds one answer may take; without it the words are the Assistant's own.</summary>
    [Range(1, 600)]
    public double TimeoutSeconds { get; set; } = 20;

    /// <summary>Largest question in characters; a larger one is not asked.</summary>
    [Range(1000, 2_000_000)]
    public int MaximumInputCharacters { get; set; } = 48_000;

    /// <summary>Largest answer in tokens.</summary>
    [Range(50, 100_000)]
    public int MaximumOutputTokens { get; set; } = 1500;

    /// <summary>Tokens, in and out, that this process may use in a day.</summary>
    [Range(1000, 1_000_000_000)]
    public long MaximumTokensPerDay { get; set; } = 2_000_000;

    public bool IsOn => Provider.Length > 0;

    public Uri Address => Endpoint ?? (Provider == Gemini ? GeminiEndpoint : OpenAiEndpoint);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
        {
            yield break;
        }

        if (Provider is not (OpenAi or Gemini))
        {
            yield return new ValidationResult($"Llm:Provider is '{Provider}': it must be {OpenAi}, {Gemini} or empty.", [nameof(Provider)]);
        }

        if (string.IsNullOrWhiteSpace(Model))
        {
            yield return new ValidationResult("Llm:Model is missing: name the model, or leave Llm:Provider empty to do without.", [nameof(Model)]);
        }

        if (Endpoint is null && string.IsNullOrWhiteSpace(ApiKey))
        {
            yield return new ValidationResult("Llm:ApiKey is missing: set it, or set Llm:Endpoint to a server that needs none.", [nameof(ApiKey)]);
        }
    }
}
