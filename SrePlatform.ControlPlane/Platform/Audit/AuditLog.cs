using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Platform.Audit;

/// <summary>Adds audit entries to the caller's unit of work, so that a change and its entry are saved together or not at all.</summary>
internal sealed class AuditLog(TimeProvider time)
{
    public void Add(SreDbContext context, Actor actor, AuditRecord record) =>
        context.Set<AuditEntry>().Add(new AuditEntry(time.GetUtcNow(), actor, record));
}
