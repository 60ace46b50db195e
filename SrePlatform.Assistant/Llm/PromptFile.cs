namespace SrePlatform.Assistant.Llm;

/// <summary>Prompts are files, embedded beside the agents that use them.</summary>
internal static class PromptFile
{
    public static string Read(string name)
    {
        var assembly = typeof(PromptFile).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(known => known.EndsWith($".{name}.md", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
