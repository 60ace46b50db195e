using System.Globalization;
using System.Text;
using SrePlatform.ControlPlane.Features.Postmortems.Drafting;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Postmortems.Documents;

/// <summary>A postmortem as a document that leaves the site: head, text, action items, and the record that it cites, in Markdown.</summary>
internal sealed class PostmortemDocument(Texts texts, IConfiguration configuration)
{
    private static readonly Uri NoSite = new("http://localhost/");

    /// <summary>Where the site is for its readers; null if nobody configured it.</summary>
    public Uri? Site => Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var site) ? site : null;

    /// <summary>As a file: <c>md</c>, <c>html</c> or <c>pdf</c>; null for anything else.</summary>
    public PostmortemFile? File(PostmortemView postmortem, string? format)
    {
        var markdown = Markdown(postmortem);
        return format switch
        {
            "md" => new(Encoding.UTF8.GetBytes(markdown), "text/markdown; charset=utf-8", $"{postmortem.Reference}.md"),
            "html" => new(
                Encoding.UTF8.GetBytes(PostmortemHtml.Document(postmortem.Title, postmortem.Language, PostmortemHtml.Of(markdown, postmortem.Items, Site ?? NoSite))), "text/html; charset=utf-8", $"{postmortem.Reference}.html"),
            "pdf" => new(PostmortemPdf.Of(markdown, postmortem.Items, postmortem.Title, postmortem.Author, postmortem.Reference, Site), "application/pdf", $"{postmortem.Reference}.pdf"),
            _ => null,
        };
    }

    public string Markdown(PostmortemView postmortem)
    {
        var text = new StringBuilder("# ").Append(DraftMarkdown.Escape(postmortem.Title)).Append("\n\n");
        text.Append('*').Append(texts["postmortems.document.head",
            ("reference", postmortem.Reference), ("incident", postmortem.Incident), ("state", texts["badge.postmortem." + EnumsAsText.ToText(postmortem.State)]), ("author", DraftMarkdown.Escape(postmortem.Author)),
            ("day", postmortem.UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]).Append("*\n\n");
        text.Append(postmortem.Body.Trim()).Append("\n\n");
        Actions(text, postmortem);
        Items(text, postmortem);
        return text.ToString().TrimEnd() + "\n";
    }

    private void Actions(StringBuilder text, PostmortemView postmortem)
    {
        var actions = postmortem.Actions.Where(item => item.State is not (ActionItemState.Dropped or ActionItemState.Proposed)).ToList();
        if (actions.Count == 0)
        {
            return;
        }

        text.Append("## ").Append(texts["postmortems.actions"]).Append("\n\n| ").Append(texts["postmortems.action.title"]).Append(" | ").Append(texts["postmortems.action.owner"])
            .Append(" | ").Append(texts["postmortems.action.due"]).Append(" | ").Append(texts["postmortems.action.state"]).Append(" |\n|---|---|---|---|\n");
        foreach (var item in actions)
        {
            text.Append("| ").Append(DraftMarkdown.Escape(item.Title)).Append(" | ").Append(DraftMarkdown.Escape(item.Owner ?? "")).Append(" | ")
                .Append(item.DueOn?.ToString("O", CultureInfo.InvariantCulture)).Append(" | ").Append(texts["badge.action." + EnumsAsText.ToText(item.State)]).Append(" |\n");
        }

        text.Append('\n');
    }

    /// <summary>Only what is cited, so that the document stands by itself.</summary>
    private void Items(StringBuilder text, PostmortemView postmortem)
    {
        var cited = postmortem.Items.Where(item => postmortem.Body.Contains($"(#{item.Code})", StringComparison.OrdinalIgnoreCase)).ToList();
        if (cited.Count == 0)
        {
            return;
        }

        text.Append("## ").Append(texts["postmortems.record"]).Append("\n\n");
        foreach (var item in cited)
        {
            text.Append("- **").Append(item.Code).Append("** ");
            if (item.At is { } at)
            {
                text.Append(at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)).Append(" – ");
            }

            text.Append(DraftMarkdown.Escape(item.Text));
            if (item.Link is { } link && Site is { } site)
            {
                text.Append(" <").Append(new Uri(site, link).AbsoluteUri).Append('>');
            }

            if (item.Detail is { Length: > 0 } detail)
            {
                text.Append(" `").Append(detail.Replace('`', '\'').ReplaceLineEndings(" ")).Append('`');
            }

            text.Append('\n');
        }
    }
}

/// <summary>A document to download.</summary>
internal sealed record PostmortemFile(byte[] Content, string ContentType, string Name);
