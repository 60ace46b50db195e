using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Sends a delivery that is over once more, whatever has become of its incident.</summary>
internal sealed class ResendDelivery(SreDbContext context, ReadDeliveries deliveries, DeliveryStore store, AuditLog audit)
{
    public async Task<Outcome<Done>> RunAsync(Scope scope, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (!await deliveries.SeesAsync(scope, id, cancellationToken))
        {
            return new DeliveryNotFound();
        }

        if (!await store.ResendAsync(id, cancellationToken))
        {
            return new DeliveryIsWaiting();
        }

        audit.Add(context, actor, new AuditRecord("notification.resent", "notification", id.ToString()));
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }
}
