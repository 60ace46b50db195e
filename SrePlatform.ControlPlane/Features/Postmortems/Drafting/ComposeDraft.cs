using SrePlatform.ControlPlane.Features.Postmortems.Record;

namespace SrePlatform.ControlPlane.Features.Postmortems.Drafting;

/// <summary>Has a draft made of a record: by the postmortem agent while it is well, else here. Neither may say what the record does not.</summary>
internal sealed class ComposeDraft(IEnumerable<IDraftingAgent> agents)
{
    public async Task<PostmortemDraft> RunAsync(IncidentRecord record, Guid postmortemId, CancellationToken cancellationToken)
    {
        foreach (var agent in agents)
        {
            if (await agent.TryDraftAsync(record, postmortemId, cancellationToken) is { } offered && DraftCheck.Take(offered, record) is { } taken)
            {
                return taken;
            }
        }

        return LocalDraft.Of(record);
    }
}

/// <summary>Somebody else who can draft a postmortem.</summary>
internal interface IDraftingAgent
{
    /// <summary>Null when it is away, refuses, or takes too long: then somebody else does it.</summary>
    Task<IReadOnlyList<OfferedSentence>?> TryDraftAsync(IncidentRecord record, Guid postmortemId, CancellationToken cancellationToken);
}
