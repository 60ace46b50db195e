namespace SrePlatform.ControlPlane.Features.IngestionSources;

/// <summary>The one thing that a source's token lets it do.</summary>
internal enum IngestionScope
{
    /// <summary>Send alerts.</summary>
    Ingest,

    /// <summary>Read scrape targets.</summary>
    Discovery,

    /// <summary>Report deployments.</summary>
    Deployments,
}
