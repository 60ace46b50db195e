using System.Text.Json;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Postmortems.Editing;

/// <summary>A step of the review.</summary>
internal enum PostmortemStep
{
    Submit,
    SendBack,
    Publish,
    Revise,
}

/// <summary>Takes a step of the review. What is published reaches the Assistant's knowledge through the outbox.</summary>
internal sealed class MovePostmortem(PostmortemChange change)
{
    private const int LongestNote = 2_000;

    public Task<Outcome<Postmortem>> RunAsync(PostmortemTarget target, PostmortemStep step, string? note, CancellationToken cancellationToken)
    {
        var said = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        if (said is { Length: > LongestNote } || said?.Contains('\0', StringComparison.Ordinal) == true)
        {
            return Invalid($"Write at most {LongestNote} characters, without NUL.");
        }

        return step switch
        {
            PostmortemStep.Submit => change.RunAsync(target, "submitted", (postmortem, now) => postmortem.Submit(now), cancellationToken),
            PostmortemStep.SendBack when said is null => Invalid("Say what should change."),
            PostmortemStep.SendBack => change.RunAsync(target, "sent_back", (postmortem, now) => postmortem.SendBack(target.Actor, said, now), cancellationToken, new Dictionary<string, string> { ["note"] = said }),
            PostmortemStep.Publish => change.RunAsync(target, "published", (postmortem, now) => postmortem.Publish(target.Actor, now), cancellationToken, also: (context, postmortem, now) =>
                context.Add(new OutboxMessage(now, PostmortemPublished.Kind, $"{postmortem.Id}:{postmortem.Revision}", JsonSerializer.Serialize(new PostmortemPublished(postmortem.Id), ApiJson.Options)))),
            _ => change.RunAsync(target, "revised", (postmortem, now) => postmortem.Revise(now), cancellationToken),
        };
    }

    private static Task<Outcome<Postmortem>> Invalid(string message) => Task.FromResult<Outcome<Postmortem>>(new ValidationFailure("note", message));
}

/// <summary>Told to others, through the outbox, when a postmortem is published.</summary>
internal sealed record PostmortemPublished(Guid PostmortemId)
{
    public const string Kind = "postmortem.published";
}
