using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Reads <c>Seed:Targets</c>.</summary>
internal static class SeedTargets
{
    /// <exception cref="InvalidOperationException">A target is not valid; the message names it and says why.</exception>
    public static IEnumerable<ResourceDraft> Read(IConfiguration configuration)
    {
        foreach (var section in configuration.GetSection("Seed:Targets").GetChildren())
        {
            var draft = new ResourceDraft
            {
                Name = section["Name"]?.Trim(),
                Service = section["Service"],
                Kind = Choice(section, "Kind", ResourceKind.Service),
                Environment = section["Environment"],
                Team = section["Team"] ?? "platform",
                Criticality = Choice(section, "Criticality", Criticality.Medium),
                Address = section["Address"],
                MetricsPath = section["MetricsPath"],
            };
            if (ResourceValidation.Check(draft) is [var error, ..])
            {
                throw new InvalidOperationException($"{section.Path}:{error.Field} is not valid. {ResourceInvalid.Text(error)}");
            }

            yield return draft;
        }
    }

    private static T Choice<T>(IConfigurationSection section, string name, T otherwise)
        where T : struct, Enum
    {
        if (section[name] is not { Length: > 0 } text)
        {
            return otherwise;
        }

        foreach (var choice in Enum.GetValues<T>())
        {
            if (string.Equals(EnumsAsText.ToText(choice), text, StringComparison.OrdinalIgnoreCase) || string.Equals(choice.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        throw new InvalidOperationException($"{section.Path}:{name} is '{text}'; it can be {string.Join(", ", Enum.GetValues<T>().Select(EnumsAsText.ToText))}.");
    }
}
