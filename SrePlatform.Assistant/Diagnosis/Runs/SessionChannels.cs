namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>Channels of LISTEN/NOTIFY. They only wake; the rows are the truth.</summary>
internal static class SessionChannels
{
    /// <summary>Something happened to the session whose id is the payload.</summary>
    public const string Session = "assistant_session";

    /// <summary>A session waits to be worked on.</summary>
    public const string Work = "assistant_work";

    /// <summary>The session whose id is the payload was asked to stop.</summary>
    public const string Cancel = "assistant_cancel";

    /// <summary>A model may add to the analysis of the session whose id is the payload.</summary>
    public const string Enrichment = "assistant_enrichment";

    /// <summary>A callback waits to be sent.</summary>
    public const string Callback = "assistant_callback";
}
