using System.Security.Cryptography;
using System.Text;
using SrePlatform.ControlPlane.Features.Postmortems.Documents;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Markdown;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Postmortems.Editing;

/// <summary>What somebody typed.</summary>
internal sealed record PostmortemDraftText(string? Title, string? Body, string? CauseService, string? CauseKind);

/// <summary>Saves what somebody wrote; whoever saves over another's text is told first.</summary>
internal sealed class EditPostmortem(PostmortemChange change)
{
    private const int LongestService = 128;

    public async Task<Outcome<Postmortem>> RunAsync(PostmortemTarget target, PostmortemDraftText typed, CancellationToken cancellationToken)
    {
        if (!Check(typed).TryGet(out var text, out var invalid))
        {
            return invalid;
        }

        // The audit log says that it changed and to what, without holding the text.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Title + "\n" + text.Body)));
        return await change.RunAsync(target, "edited", (postmortem, now) => postmortem.Edit(text, target.Actor, now), cancellationToken, new Dictionary<string, string> { ["sha256"] = hash });
    }

    internal static Outcome<PostmortemText> Check(PostmortemDraftText typed)
    {
        var read = new QueryReader();
        var (title, body, service) = (typed.Title?.Trim() ?? "", typed.Body?.ReplaceLineEndings("\n") ?? "", typed.CauseService?.Trim());
        if (title.Length is 0 or > Postmortem.LongestTitle || title.Any(char.IsControl))
        {
            read.Add("title", $"Give a title of at most {Postmortem.LongestTitle} characters.");
        }

        if (body.Length is 0 or > Postmortem.LongestBody || body.Contains('\0', StringComparison.Ordinal))
        {
            read.Add("body", $"Write at least a word and at most {Postmortem.LongestBody} characters, without NUL.");
        }

        else if (!SafeMarkdown.CanRead(body))
        {
            read.Add("body", "Lists, quotes or emphasis are nested too deeply to be shown.");
        }

        if (service is { Length: > LongestService } || service?.Any(char.IsControl) == true)
        {
            read.Add("cause_service", $"Give a service of at most {LongestService} characters.");
        }

        var kind = read.Choice<CauseKind>("cause_kind", typed.CauseKind) ?? CauseKind.Unknown;
        return read.Failure is { } failure ? failure : new PostmortemText(title, body, string.IsNullOrEmpty(service) ? null : service, kind);
    }
}
