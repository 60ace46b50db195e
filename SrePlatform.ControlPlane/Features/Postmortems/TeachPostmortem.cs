using System.Globalization;
using System.Text.Json;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Postmortems.Documents;
using SrePlatform.ControlPlane.Features.Postmortems.Editing;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>What is published becomes the Assistant's knowledge, so that the next question like it finds what was learned.</summary>
internal sealed class TeachPostmortem(IServiceScopeFactory scopes) : IOutboxHandler
{
    public string Kind => PostmortemPublished.Kind;

    public async Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        var published = JsonSerializer.Deserialize<PostmortemPublished>(message.Payload, ApiJson.Options)!;
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (await services.GetRequiredService<ReadPostmortems>().FindAsync(Scope.All, published.PostmortemId.ToString(), cancellationToken) is not { State: PostmortemState.Published } postmortem)
        {
            return OutboxResult.Done;
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(postmortem.Language);
        IReadOnlyList<string> about = postmortem.CauseService is { } cause ? [cause, .. postmortem.Services] : postmortem.Services;
        return await services.GetRequiredService<TeachAssistant>().RunAsync(
            message, new StoreKnowledge("postmortem", postmortem.Reference, postmortem.Title, services.GetRequiredService<PostmortemDocument>().Markdown(postmortem), about), cancellationToken);
    }
}
