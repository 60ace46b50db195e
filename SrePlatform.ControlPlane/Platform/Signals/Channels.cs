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

    /// <summary>A diagnosis changed; the payload is its session's id.</summary>
    public const string Diagnosis = "control_diagnosis";

    /// <summary>The Assistant recorded an event; the payload is the session's id.</summary>
    public const string Session = "assistant_session";

    public const string Listen = $"LISTEN {Alert}; LISTEN {Outbox}; LISTEN {Incident}; LISTEN {Diagnosis}; LISTEN {Session}";
}
