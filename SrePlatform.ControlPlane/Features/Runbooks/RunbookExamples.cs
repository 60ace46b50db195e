namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>Bodies for the description of the API.</summary>
internal static class RunbookExamples
{
    private const string Content =
        """---\nname: restart-a-worker\ntitle: Restart {{worker}}\nkind: restart\nrisk: high\nenvironments: [staging]\nparameters:\n  type: object\n  additionalProperties: false\n  required: [worker]\n  properties:\n    worker: {type: string, pattern: '^[a-z][a-z0-9-]{0,62}$'}\ntargets: ['worker:{{worker}}']\naction:\n  connection: orchestrator\n  method: POST\n  path: /workers/{{worker}}/restart\nexpected: The queue of {{worker}} empties.\nblast_radius: Jobs under way begin again.\n---\n# Restart a worker\n\nUse it when its queue grows and nothing is processed.\n""";

    public const string Create = $$"""{ "content": "{{Content}}", "comment": "First version" }""";

    public const string Revise = $$"""{ "content": "{{Content}}", "comment": "Only in staging", "based_on": 1 }""";

    public const string Check = $$"""{ "content": "{{Content}}" }""";
}
