using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Opens an incident that no alert reported.</summary>
[Authorize(Policies.Operate)]
internal sealed class NewModel(DeclareIncident declare, AssignableUsers users, Texts texts) : IncidentFormPage(texts)
{
    public async Task OnGetAsync(string? title, string? service, CancellationToken cancellationToken)
    {
        Form = new() { Title = title, Services = service, Severity = "warning" };
        Users = await users.ListAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Users = await users.ListAsync(cancellationToken);
        var read = new QueryReader();
        var (severity, priority) = (Form.ReadSeverity(read) ?? IncidentSeverity.Warning, Form.ReadPriority(read));
        if (read.Failure is { } unreadable)
        {
            return Again(unreadable);
        }

        var draft = new IncidentDraft(
            Form.Title?.Trim() ?? "", severity, priority, IncidentTags.Split(Form.Services), IncidentTags.Split(Form.Tags), IncidentText.Clean(Form.Description),
            IncidentText.Clean(Form.Assignee), null);
        return (await declare.RunAsync(draft, Actor.From(User), cancellationToken)).TryGet(out var added, out var failure)
            ? this.Done($"/incidents/{added.Reference}", Texts["incidents.said.declared", ("reference", added.Reference)])
            : Again(failure);
    }
}
