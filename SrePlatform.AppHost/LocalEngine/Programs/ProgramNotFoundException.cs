using System.Text;

namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>A program is neither installed nor could it be fetched; the message says what was tried, why it failed, and what to do.</summary>
internal sealed class ProgramNotFoundException(string message) : Exception(message)
{
    /// <summary>Puts the message together.</summary>
    public static ProgramNotFoundException For(string what, IReadOnlyList<string> tried, IReadOnlyList<string> remedies)
    {
        var text = new StringBuilder().AppendLine(FormattableString.Invariant($"{what} is not installed and could not be fetched."));
        text.AppendLine("Tried:");
        foreach (var step in tried)
        {
            text.Append("  - ").AppendLine(step);
        }

        text.AppendLine("What you can do:");
        foreach (var remedy in remedies)
        {
            text.Append("  - ").AppendLine(remedy);
        }

        text.Append("  - or let containers provide it: dotnet run --project SrePlatform.AppHost -p:AppHostEngine=aspire (needs Docker or Podman)");
        return new(text.ToString());
    }
}
