using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Postmortems.Record;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Postmortems.Drafting;

/// <summary>The outbox work of writing a postmortem's first text.</summary>
internal sealed record DraftWork(Guid PostmortemId)
{
    public const string Kind = "postmortem.draft";
}

/// <summary>Reads the record, has a draft made of it, and writes it down once: the text, its line on the incident's timeline, and what it suggests to do.</summary>
internal sealed class DraftPostmortem(IServiceScopeFactory scopes, AuditLog audit, TimeProvider time) : IOutboxHandler
{
    public string Kind => DraftWork.Kind;

    public async Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        var work = JsonSerializer.Deserialize<DraftWork>(message.Payload, ApiJson.Options)!;
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        if (await context.Set<Postmortem>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == work.PostmortemId && row.State == PostmortemState.Drafting, cancellationToken) is not { } waiting)
        {
            return OutboxResult.Done;
        }

        // Culture flows into what is awaited from here and ends with this method.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(waiting.Language);
        if (await scope.ServiceProvider.GetRequiredService<ReadIncidentRecord>().RunAsync(waiting.IncidentId, cancellationToken) is not { } record)
        {
            return OutboxResult.GiveUp("The incident is gone.");
        }

        var draft = await scope.ServiceProvider.GetRequiredService<ComposeDraft>().RunAsync(record, waiting.Id, cancellationToken);
        var body = scope.ServiceProvider.GetRequiredService<DraftMarkdown>().Write(draft, record.Items.Min(item => item.At) ?? waiting.CreatedAt);
        await SaveAsync(context, waiting.Id, record, draft.Origin, body, cancellationToken);
        return OutboxResult.Done;
    }

    private Task SaveAsync(SreDbContext context, Guid id, IncidentRecord record, DraftOrigin origin, string body, CancellationToken cancellationToken) =>
        context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var postmortem = await context.Set<Postmortem>().FromSql($"SELECT p.*, p.xmin FROM control.postmortem p WHERE id = {id} FOR UPDATE").SingleAsync(token);
            var now = time.GetUtcNow();
            if (!postmortem.TryDraft(body, record, origin, now))
            {
                return;
            }

            context.AddRange(record.Suggestions.Select(suggestion => new ActionItem(id, Cut(suggestion.Text), string.Join(' ', suggestion.Cites.Take(20)), now)));
            await NoteRepair.AddAsync(
                context, postmortem.IncidentId, IncidentEventKind.PostmortemDrafted, new Dictionary<string, string> { ["reference"] = postmortem.Reference, ["origin"] = EnumsAsText.ToText(origin) },
                Actor.System.Name, now, token);
            audit.Add(context, Actor.System, new AuditRecord("postmortem.drafted", "postmortem", postmortem.Reference)
            {
                Service = postmortem.Services.Count > 0 ? postmortem.Services[0] : null,
                Details = new Dictionary<string, string> { ["incident"] = record.Reference, ["origin"] = EnumsAsText.ToText(origin) },
            });
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
        }, cancellationToken);

    private static string Cut(string text) => text.Length <= ActionItem.LongestTitle ? text : text[..ActionItem.LongestTitle];
}
