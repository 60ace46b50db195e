namespace SrePlatform.Tests.ControlPlane.Repair;

/// <summary>Runbooks for tests.</summary>
internal static class Runbooks
{
    public static string Rollback(string risk = "high", string name = "roll-back", string title = "Roll {{service}} back to {{version}}") => $$$"""
        ---
        name: {{{name}}}
        title: {{{title}}}
        kind: rollback
        risk: {{{risk}}}
        environments: [demo]
        parameters:
          type: object
          additionalProperties: false
          required: [service, version]
          properties:
            service: {type: string, maxLength: 100}
            version: {type: string, maxLength: 100}
        targets: ['service:{{service}}']
        action:
          connection: demo-shop
          method: PUT
          path: /services/{{service}}/version
          body: {version: '{{version}}'}
        timeout_seconds: 5
        expected: Less errors
        blast_radius: One service
        verify: {within_seconds: 60, alerts_resolved: true}
        revert: {parameters: {service: '{{service}}', version: v9.9.9}}
        ---
        # Roll back
        """;

    /// <summary>A script of low risk; its lines are indented as YAML wants them.</summary>
    public static string Script(string script, string interpreter = "/bin/sh", int seconds = 20, string arguments = "[]", string more = "", string further = "", string kind = "script", string name = "script") => $$$"""
        ---
        name: {{{name}}}
        title: Run a script
        kind: {{{kind}}}
        risk: high
        environments: [demo]
        parameters:
          type: object
          additionalProperties: false
          properties:
            value: {type: string}
        targets: ['script:{{{name}}}']
        action:
          {{{(kind == "script" ? "interpreter: " + interpreter : "processes: 64")}}}
          arguments: {{{arguments}}}
          {{{more}}}
          script: |
            {{{script.ReplaceLineEndings("\n    ")}}}
        timeout_seconds: {{{seconds}}}
        {{{further}}}
        expected: It is done
        blast_radius: Nobody notices
        ---
        # Script
        """;
}
