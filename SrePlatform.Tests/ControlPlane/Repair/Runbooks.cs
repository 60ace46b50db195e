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
}
