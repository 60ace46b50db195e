using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Corrects an incident; whoever comes second is shown what the first one did and keeps what was typed.</summary>
[Authorize(Policies.Operate)]
internal sealed class EditModel(ReadIncidents incidents, EditIncident edit, Texts texts) : IncidentFormPage(texts)
{
    public IncidentView Incident { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancellationToken)
    {
        if (!await FindAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        Form = IncidentForm.Of(Incident);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string reference, CancellationToken cancellationToken)
    {
        if (!await FindAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        var read = new QueryReader();
        var change = new IncidentEdit(Form.Title, Form.ReadSeverity(read), Form.ReadPriority(read), IncidentTags.Split(Form.Tags), Form.Reason);
        if (read.Failure is { } unreadable)
        {
            return Again(unreadable);
        }

        var outcome = await edit.RunAsync(new IncidentTarget(Incident.Id, Form.Version ?? 0, Actor.From(User), HttpContext.Scope()), change, cancellationToken);
        if (outcome.Failure is not { } failure)
        {
            return this.Done($"/incidents/{Incident.Reference}", Texts["incidents.said.edited", ("reference", Incident.Reference)]);
        }

        var again = Again(failure);
        if (failure is IncidentChanged && await FindAsync(reference, cancellationToken))
        {
            Problem = Texts["incidents.edit.changed", ("title", Incident.Title), ("severity", Texts[$"badge.severity.{EnumsAsText.ToText(Incident.Severity)}"]),
                ("priority", Incident.Priority), ("tags", Incident.Tags.Count == 0 ? "–" : string.Join(", ", Incident.Tags))];
            // Whoever saves again has now seen this version.
            Form.Version = Incident.Version;
            ModelState.Clear();
        }

        return again;
    }

    private async Task<bool> FindAsync(string reference, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(HttpContext.Scope(), reference, cancellationToken) is not { } found)
        {
            return false;
        }

        Incident = found;
        return true;
    }
}
