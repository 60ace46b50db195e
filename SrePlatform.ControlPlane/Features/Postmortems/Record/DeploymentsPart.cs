using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Deployments;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>What went out on the affected services shortly before and during the incident.</summary>
internal sealed class DeploymentsPart(SreDbContext context) : IRecordPart
{
    private const int MostDeployments = 20;
    private static readonly TimeSpan Before = TimeSpan.FromHours(1);

    public int Order => 30;

    public async Task AddAsync(RecordBuilder record, CancellationToken cancellationToken)
    {
        var (from, to, services) = (record.Incident.StartedAt - Before, record.End, record.Incident.Services);
        var deployments = await context.Set<Deployment>().AsNoTracking()
            .Where(row => row.DeployedAt >= from && row.DeployedAt <= to && services.Contains(row.Service))
            .OrderBy(row => row.DeployedAt).Take(MostDeployments).ToListAsync(cancellationToken);
        foreach (var one in deployments)
        {
            var text = record.Texts[one.PreviousVersion is null ? "postmortems.record.deployment_first" : "postmortems.record.deployment",
                ("service", one.Service), ("version", one.Version), ("previous", one.PreviousVersion), ("by", one.DeployedBy ?? one.Source)];
            var code = record.Add(RecordKind.Deployment, one.Id.ToString(), one.DeployedAt, text, $"/deployments?service={Uri.EscapeDataString(one.Service)}");
            record.Say(PostmortemSection.Timeline, text, [code], one.DeployedAt);
        }
    }
}
