namespace SrePlatform.ControlPlane.Platform.Signals;

/// <summary>Channels of NOTIFY; triggers in Persistence/Sql/015_notify.sql and the Assistant send on them.</summary>
internal static class Channels
{
    /// <summary>An alert's episode began or ended.</summary>
    public const string Alert = "control_alert";

    /// <summary>There is work in the outbox.</summary>
    public const string Outbox = "control_outbox";

    /// <summary>An incident changed; the payload is its id.</summary>
    public const string Incident = "control_incident";

    /// <summary>A diagnosis changed; the payload is its id, and again its session's.</summary>
    public const string Diagnosis = "control_diagnosis";

    /// <summary>The Assistant recorded an event; the payload is the session's id.</summary>
    public const string Session = "assistant_session";

    /// <summary>A rule's definition changed, or one came or went.</summary>
    public const string AlertRule = "control_alert_rule";

    /// <summary>The inventory changed.</summary>
    public const string Inventory = "control_inventory";

    /// <summary>A deployment was reported.</summary>
    public const string Deployment = "control_deployment";

    /// <summary>A silence began, changed or ended.</summary>
    public const string Silence = "control_silence";

    /// <summary>A request for an action changed; the payload is its id, and again its incident's.</summary>
    public const string Approval = "control_approval";

    /// <summary>An execution changed; the payload is its id, and again its incident's.</summary>
    public const string Execution = "control_execution";

    /// <summary>A postmortem changed; the payload is its id, and again its incident's.</summary>
    public const string Postmortem = "control_postmortem";

    public const string Listen = $"LISTEN {Postmortem}; LISTEN {Silence}; LISTEN {Approval}; LISTEN {Execution}; LISTEN {AlertRule}; LISTEN {Inventory}; LISTEN {Deployment}; LISTEN {Alert}; LISTEN {Outbox}; LISTEN {Incident}; LISTEN {Diagnosis}; LISTEN {Session}";
}
