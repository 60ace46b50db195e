using System.Text.Json;
using SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;
using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>What a kind of runbook is as a program: its command and the text that it is given.</summary>
internal static class ScriptShape
{
    private const string Ansible = "ansible-playbook";
    private const string Terraform = "terraform";

    // $1 is plan or apply, then the program; the configuration is copied to where Terraform writes beside it.
    private const string TerraformSteps = """
        set -eu
        what=$1; program=$2; shift 2
        cp /run/script main.tf
        "$program" init -input=false -no-color
        "$program" plan -input=false -no-color -out=plan "$@"
        [ "$what" = plan ] || "$program" apply -input=false -no-color plan
        """;

    /// <summary>What is not there, and what to do; null if everything is.</summary>
    public static string? Missing(RunbookDocument runbook) => runbook.Kind switch
    {
        RunbookKind.AnsiblePlaybook when Programs.Find(Ansible) is null => "Install Ansible for the whole machine (for example the package ansible-core): ansible-playbook cannot be found in the system's folders.",
        RunbookKind.TerraformApply when Programs.Find(Terraform) is null => "Install Terraform into /usr/local/bin or /usr/bin: it cannot be found there.",
        RunbookKind.Script when !Programs.Exists(runbook.Action.Interpreter!) => $"Install {runbook.Action.Interpreter} on the executor's machine.",
        _ => null,
    };

    public static (IReadOnlyList<string> Command, string Text) Of(RunbookDocument runbook, IReadOnlyDictionary<string, JsonElement> parameters, bool dryRun)
    {
        var action = runbook.Action;
        IReadOnlyList<string> arguments = [.. action.Arguments.Select(argument => Template.Argument(argument, parameters))];
        return runbook.Kind switch
        {
            RunbookKind.Script => ([action.Interpreter!, SandboxCommand.ScriptPath, .. arguments], action.Script!),
            RunbookKind.AnsiblePlaybook => (
                [Programs.Find(Ansible)!, SandboxCommand.ScriptPath, "--extra-vars", JsonSerializer.Serialize(parameters), .. dryRun ? ["--check"] : Array.Empty<string>(), .. arguments],
                action.Script!),
            RunbookKind.TerraformApply => (
                ["/bin/sh", "-c", TerraformSteps, Terraform, dryRun ? "plan" : "apply", Programs.Find(Terraform)!, .. Variables(parameters), .. arguments],
                action.Script!),
            _ => throw new ArgumentOutOfRangeException(nameof(runbook)),
        };
    }

    private static IEnumerable<string> Variables(IReadOnlyDictionary<string, JsonElement> parameters) =>
        parameters.Select(pair => $"-var={pair.Key}={(pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString() : pair.Value.GetRawText())}");
}
