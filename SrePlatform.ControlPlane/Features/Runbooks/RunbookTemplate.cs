namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>What a new runbook begins as.</summary>
internal static class RunbookTemplate
{
    public const string Text =
        """
        ---
        name: restart-a-worker
        title: Restart {{worker}}
        kind: restart
        risk: high
        environments: [staging]
        parameters:
          type: object
          additionalProperties: false
          required: [worker]
          properties:
            worker:
              type: string
              description: Name of the worker
              pattern: '^[a-z][a-z0-9-]{0,62}$'
        targets: ['worker:{{worker}}']
        action:
          connection: orchestrator
          method: POST
          path: /workers/{{worker}}/restart
        timeout_seconds: 60
        expected: The queue of {{worker}} empties within five minutes.
        blast_radius: Jobs of {{worker}} that are under way begin again.
        verify:
          within_seconds: 300
          alerts_resolved: true
        ---
        # Restart a worker

        When to use it, what to look at before, and what to do if it does not help.
        """;
}
