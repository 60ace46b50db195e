using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Platform.Markdown;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>What a runbook must be like to be kept.</summary>
internal static partial class RunbookValidation
{
    private const int LongestTimeout = 3600;
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] Reserved = ["PATH", "HOME", "TMPDIR", "LANG", "LC_", "LD_", "IFS", "ENV", "BASH", "SHELL", "PS1", "PS2", "PS4", "PYTHON", "GLIBC_", "MALLOC_", "GCONV_", "LOCPATH", "NLSPATH"];
    private static readonly string[] Interpreters = ["/bin/sh", "/bin/bash", "/usr/bin/python3"];

    /// <summary>Errors by field.</summary>
    public static IReadOnlyDictionary<string, string[]> Check(RunbookDocument runbook)
    {
        var errors = new Dictionary<string, string[]>();
        Require(errors, NamePattern().IsMatch(runbook.Name) && runbook.Name != "new", "name", "Use small letters, digits and hyphens, at most 63, and not new.");
        Require(errors, runbook.Title.Trim().Length is > 0 and <= 200, "title", "Give a title of at most 200 characters.");
        Require(errors, runbook.Expected.Trim().Length is > 0 and <= 500, "expected", "Say what should be better afterwards, in at most 500 characters.");
        Require(errors, runbook.BlastRadius.Trim().Length is > 0 and <= 500, "blast_radius", "Say who may notice, in at most 500 characters.");
        Require(errors, runbook.TimeoutSeconds is >= 1 and <= LongestTimeout, "timeout_seconds", $"Give 1 to {LongestTimeout} seconds.");
        Require(errors, runbook.Targets is { Count: > 0 and <= 20 }, "targets", "Name what is acted on: 1 to 20 targets.");
        Require(errors, runbook.Verify is null or { WithinSeconds: >= 1 and <= 86_400 }, "verify.within_seconds", "Give 1 second to a day.");
        Require(errors, runbook.Retry is null or { Times: >= 1 and <= 5, WaitSeconds: >= 0 and <= 300 }, "retry", "Repeat 1 to 5 times, with at most 300 seconds in between.");
        Require(errors, SafeMarkdown.CanRead(runbook.Body), "content", "The text below the front matter is nested too deeply.");
        CheckAction(errors, runbook);
        CheckParameters(errors, runbook);
        return errors;
    }

    /// <summary>Whether a kind runs a program here, rather than calling a connection.</summary>
    public static bool RunsHere(this RunbookKind kind) => kind is RunbookKind.Script or RunbookKind.AnsiblePlaybook or RunbookKind.TerraformApply;

    private static void CheckAction(Dictionary<string, string[]> errors, RunbookDocument runbook)
    {
        var action = runbook.Action;
        if (runbook.Kind.RunsHere())
        {
            Require(errors, !string.IsNullOrWhiteSpace(action.Script), "action.script", "Write the script.");
            Require(errors, runbook.Kind != RunbookKind.Script || Interpreters.Contains(action.Interpreter), "action.interpreter", $"Give one of: {string.Join(", ", Interpreters)}.");
            Require(errors, action.Connection is null && action.Path is null, "action", "A script has no connection.");
            Require(errors, action.Arguments.Count <= 50, "action.arguments", "Give at most 50 arguments.");
            Require(errors, action.MemoryMegabytes is >= 16 and <= 4096, "action.memory_megabytes", "Give 16 to 4096.");
            Require(errors, action.Processes is >= 8 and <= 512, "action.processes", "Give 8 to 512.");
            Require(errors, action.DiskMegabytes is >= 1 and <= 1024, "action.disk_megabytes", "Give 1 to 1024.");
            Require(errors, action.Script is null || !action.Script.Contains('\0', StringComparison.Ordinal), "action.script", "A script has no NUL.");
            CheckSecrets(errors, action);
            return;
        }

        Require(errors, action.Connection is { } name && NamePattern().IsMatch(name), "action.connection", "Name a connection of the executor.");
        Require(errors, Methods.Contains(action.Method), "action.method", $"Give one of: {string.Join(", ", Methods)}.");
        Require(
            errors,
            action.Path is ['/', ..] path && !path.Contains("..", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.StartsWith("//", StringComparison.Ordinal),
            "action.path", "Give a path that begins with one slash and never goes up.");
        Require(errors, action.Script is null && action.Interpreter is null, "action", "A call has no script.");
        Require(errors, action.Secrets.Count == 0, "action.secrets", "A call has the secret of its connection.");
    }

    /// <summary>A secret has a variable of its own, never one that changes how programs run.</summary>
    private static void CheckSecrets(Dictionary<string, string[]> errors, RunbookAction action)
    {
        Require(errors, action.Secrets.Count <= 20, "action.secrets", "Name at most 20 secrets.");
        Require(
            errors, action.Secrets.Keys.All(name => VariablePattern().IsMatch(name) && !Reserved.Any(reserved => name.StartsWith(reserved, StringComparison.Ordinal))), "action.secrets",
            "Name variables in capitals, digits and underscores, and none that changes how programs run, such as PATH or LD_PRELOAD.");
        Require(errors, action.Secrets.Values.All(secret => NamePattern().IsMatch(secret)), "action.secrets", "Name secrets in small letters, digits and hyphens.");
    }

    private static void CheckParameters(Dictionary<string, string[]> errors, RunbookDocument runbook)
    {
        if (runbook.Parameters is { } schema && ParameterSchema.Problem(schema) is { } problem)
        {
            errors["parameters"] = [problem];
            return;
        }

        var known = ParameterSchema.Names(runbook.Parameters);
        foreach (var (field, texts) in new (string, IEnumerable<string?>)[]
        {
            ("action.path", [runbook.Action.Path]),
            ("action.body", [runbook.Action.Body?.GetRawText()]),
            ("action.arguments", runbook.Action.Arguments),
            ("targets", runbook.Targets),
            ("expected", [runbook.Expected]),
            ("blast_radius", [runbook.BlastRadius]),
            ("verify.queries", runbook.Verify?.Queries.Select(query => query.Query) ?? []),
            ("preconditions", runbook.Preconditions.Select(query => query.Query)),
            ("revert.parameters", runbook.Revert?.Parameters.Values ?? []),
        })
        {
            var unknown = texts.OfType<string>().SelectMany(Template.Names).Distinct().Where(name => !known.Contains(name)).ToList();
            Require(errors, unknown.Count == 0, field, $"There is no parameter {string.Join(", ", unknown)}.");
        }
    }

    private static void Require(Dictionary<string, string[]> errors, bool holds, string field, string message)
    {
        if (!holds)
        {
            errors.TryAdd(field, [message]);
        }
    }

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]{0,62}\z")]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,62}\z")]
    private static partial Regex NamePattern();
}
