using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Sends a message through a channel at once and says what the other side answered.</summary>
internal sealed class TestChannel(
    SreDbContext context, ChannelSecrets secrets, IEnumerable<INotifier> notifiers, IOptions<NotificationOptions> options, AuditLog audit, Texts texts, TimeProvider time)
{
    public async Task<Outcome<SendResult>> RunAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<NotificationChannel>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } channel)
        {
            return new ChannelNotFound();
        }

        var message = new NotificationMessage(
            Guid.NewGuid(), texts["notifications.test.title", ("channel", channel.Name)], [texts["notifications.test.line", ("person", actor.Name)]], [], null,
            $"test-{channel.Id}", "TEST", IncidentSeverity.Info, IncidentState.Resolved, []);
        var result = await notifiers.Single(notifier => notifier.Kind == channel.Kind).SendWithinAsync(
            options.Value.Timeout, secrets.Target(channel, ""), message, time, cancellationToken);
        channel.Tested(result.Succeeded ? null : result.Detail, time.GetUtcNow());
        audit.Add(context, actor, new AuditRecord("notification_channel.tested", "notification_channel", channel.Name)
        {
            Outcome = result.Succeeded ? AuditOutcome.Succeeded : AuditOutcome.Failed, Details = new Dictionary<string, string> { ["answer"] = result.Detail },
        });
        await context.SaveChangesAsync(cancellationToken);
        return result;
    }
}

/// <summary>Sending with a limit of time.</summary>
internal static class LimitedSending
{
    public static async Task<SendResult> SendWithinAsync(
        this INotifier notifier, TimeSpan timeout, ChannelTarget target, NotificationMessage message, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await notifier.SendAsync(target, message, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult(false, $"No answer within {timeout.TotalSeconds:0} s.");
        }
    }
}
