using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>Considers each finished diagnosis once: finds the runbook for what it proposes, and goes as far as the autonomy of the pair allows.</summary>
internal sealed class ConsiderDiagnoses(
    SreDbContext context, AssistantResults results, FindRunbook runbooks, RequestProposal request, AuditLog audit, IConfiguration configuration, TimeProvider time)
{
    private const int AtOnce = 10;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    /// <summary>True when there may be more.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Recent;
        var due = await context.Set<DiagnosisRequest>().AsNoTracking()
            .Where(diagnosis => diagnosis.State == DiagnosisState.Completed && diagnosis.IncidentId != null && diagnosis.SessionId != null && diagnosis.CompletedAt > since
                && !context.Set<ActionProposal>().Any(proposal => proposal.DiagnosisId == diagnosis.Id))
            .OrderBy(diagnosis => diagnosis.CompletedAt).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var diagnosis in due)
        {
            await ConsiderAsync(diagnosis.Id, diagnosis.IncidentId!.Value, diagnosis.SessionId!.Value, cancellationToken);
        }

        return due.Count == AtOnce;
    }

    private async Task ConsiderAsync(Guid diagnosisId, Guid incidentId, Guid sessionId, CancellationToken cancellationToken)
    {
        if (!(await results.FindAnalysisAsync(sessionId, cancellationToken)).TryGet(out var row, out _))
        {
            // The results cannot be read now; the diagnosis stays due.
            return;
        }

        var proposal = row.Document?.ProposedAction is { Kind: not (null or "investigate"), Service: not null } action
            ? await MatchAsync(diagnosisId, incidentId, sessionId, action, cancellationToken)
            : new ActionProposal(diagnosisId, incidentId, sessionId, ProposalDecision.NothingProposed, time.GetUtcNow());
        context.ChangeTracker.Clear();
        context.Add(proposal);
        if (proposal.Runbook is { } name && (await runbooks.CurrentAsync(name, cancellationToken)).Value is { } runbook)
        {
            await NoteProposedAsync(proposal.Rule, runbook, cancellationToken);
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            // Another replica considered it.
            return;
        }

        if (proposal is { Decision: ProposalDecision.Suggested, Level: AutonomyLevel.Approve or AutonomyLevel.Automatic })
        {
            await request.RunAsync(diagnosisId, Actor.System, cancellationToken);
        }
    }

    private async Task<ActionProposal> MatchAsync(Guid diagnosisId, Guid incidentId, Guid sessionId, AnalysisAction action, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var alerts = await context.Set<Alert>().AsNoTracking().Where(alert => alert.IncidentId == incidentId).OrderBy(alert => alert.StartsAt)
            .Select(alert => new { alert.Rule, alert.Service, alert.Env }).Take(200).ToListAsync(cancellationToken);
        var rule = alerts.FirstOrDefault()?.Rule ?? "";
        var environment = (alerts.Find(alert => alert.Service == action.Service && !string.IsNullOrEmpty(alert.Env)) ?? alerts.Find(alert => !string.IsNullOrEmpty(alert.Env)))?.Env ?? "production";
        var parameters = Parameters(action);
        var fitting = (await runbooks.AllCurrentAsync(cancellationToken)).FirstOrDefault(candidate => Answers(candidate.Document, action, environment));
        if (fitting is null)
        {
            return new ActionProposal(diagnosisId, incidentId, sessionId, ProposalDecision.NoRunbook, now) { Rule = rule, Title = action.Title?.Text, Environment = environment };
        }

        var known = ParameterSchema.Names(fitting.Document.Parameters);
        var given = parameters.Where(pair => known.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var errors = ParameterSchema.Check(fitting.Document.Parameters, given);
        var level = (await context.Set<Autonomy>().AsNoTracking().SingleOrDefaultAsync(row => row.Rule == rule && row.Runbook == fitting.Name, cancellationToken))?.LevelOf(fitting.Version) ?? DefaultLevel;
        var decision = errors.Count > 0 ? ProposalDecision.ParametersInvalid : level == AutonomyLevel.Shadow ? ProposalDecision.Recorded : ProposalDecision.Suggested;
        return new ActionProposal(diagnosisId, incidentId, sessionId, decision, now)
        {
            Rule = rule,
            Runbook = fitting.Name,
            Title = Template.Words(fitting.Document.Title, given),
            Parameters = given,
            Environment = environment,
            Level = level,
            Reason = errors.Count > 0 ? string.Join(" ", errors.SelectMany(error => error.Value)) : null,
        };
    }

    private AutonomyLevel DefaultLevel => configuration.GetValue("Automation:DefaultLevel", AutonomyLevel.Suggest);

    /// <summary>Counts the proposal; a runbook that changed since it earned to run by itself has to earn it again.</summary>
    private async Task NoteProposedAsync(string rule, UsableRunbook runbook, CancellationToken cancellationToken)
    {
        var pair = await context.Set<Autonomy>().SingleOrDefaultAsync(row => row.Rule == rule && row.Runbook == runbook.Name, cancellationToken);
        if (pair is null)
        {
            context.Add(pair = new Autonomy(rule, runbook.Name, runbook.Version, DefaultLevel, time.GetUtcNow()));
        }

        var before = pair.Level;
        if (pair.NoteProposed(runbook.Version, runbook.Document.Team, time.GetUtcNow()))
        {
            audit.Add(context, Actor.System, new AuditRecord("autonomy.demoted", "autonomy", pair.Id.ToString()) { Details = ChangeAutonomy.Details(pair, before, pair.Level, pair.ChangedBecause ?? "") });
        }
    }

    private static bool Answers(RunbookDocument runbook, AnalysisAction action, string environment) =>
        runbook.Answers is { } answers && answers.Action == action.Kind
        && (answers.Services is null or { Count: 0 } || answers.Services.Contains(action.Service!))
        && (runbook.Environments.Count == 0 || runbook.Environments.Contains(environment));

    private static Dictionary<string, JsonElement> Parameters(AnalysisAction action)
    {
        var parameters = new Dictionary<string, JsonElement>();
        foreach (var (name, value) in new[] { ("service", action.Service), ("version", action.ToVersion), ("from_version", action.FromVersion) })
        {
            if (value is not null)
            {
                parameters[name] = JsonSerializer.SerializeToElement(value);
            }
        }

        return parameters;
    }
}
