using System.Text.Json;
using SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;
using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>Runs scripts, and what are scripts of a fixed shape, in a sandbox. Parameters are arguments; nothing of them becomes part of a text.</summary>
internal sealed class ScriptRunner(Sandbox sandbox, IsolationProbe isolation) : IRunbookRunner
{
    public bool Runs(RunbookKind kind) => kind.RunsHere();

    public IReadOnlyList<string> Secrets(RunbookDocument runbook) => [];

    public async Task<RunnerRefusal?> RefusalAsync(RunbookDocument runbook, CancellationToken cancellationToken)
    {
        var report = await isolation.ReportAsync(cancellationToken);
        if (!report.Holds)
        {
            return new RunnerRefusal(PlanRefusal.IsolationMissing, report.Detail);
        }

        return ScriptShape.Missing(runbook) is { } missing ? new RunnerRefusal(PlanRefusal.ProgramMissing, missing) : null;
    }

    public async Task<RunResult> RunAsync(RunOrder order, RunOutput output, CancellationToken cancellationToken)
    {
        var (plan, runbook) = (order.Plan, order.Runbook);
        var (command, text) = ScriptShape.Of(runbook, plan.Parameters, plan.DryRun);
        await output.WriteAsync("note", $"{command[0]} {SandboxCommand.ScriptPath} {JsonSerializer.Serialize(command.Skip(2))}", cancellationToken);
        if (plan.DryRun && runbook.Kind == RunbookKind.Script)
        {
            await output.WriteAsync("note", "Dry run: not started.", cancellationToken);
            return RunResult.Succeeded;
        }

        var program = new SandboxProgram(command, text)
        {
            Environment = order.Secrets,
            MemoryMegabytes = runbook.Action.MemoryMegabytes,
            Processes = runbook.Action.Processes,
            DiskMegabytes = runbook.Action.DiskMegabytes,
            ProcessorSeconds = runbook.TimeoutSeconds + 1,
            LimitAddressSpace = runbook.Kind != RunbookKind.TerraformApply,
        };
        try
        {
            return Result(await sandbox.RunAsync(program, output.AppendAsync, cancellationToken), runbook.Action);
        }
        finally
        {
            await output.FlushAsync(CancellationToken.None);
        }
    }

    private static RunResult Result(SandboxEnd end, RunbookAction action) => end switch
    {
        { Ending: SandboxEnding.MemoryLimit } => new RunResult("memory_limit", $"It used more than {action.MemoryMegabytes} MB of memory and was ended."),
        { Ending: SandboxEnding.OutputLimit } => new RunResult("output_limit", $"It wrote more than {Sandbox.MostOutput / 1024 / 1024} MB and was ended."),
        { ExitCode: 0 } => RunResult.Succeeded,
        { ExitCode: > 128 } => new RunResult("signalled", $"It was ended by signal {end.ExitCode - 128}."),
        _ => new RunResult("exit_code", $"It ended with exit code {end.ExitCode}."),
    };
}
