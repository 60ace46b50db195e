namespace SrePlatform.AppHost.LocalEngine;

/// <summary>The application cannot be described or run; the message says what failed, why and what to do.</summary>
public sealed class DistributedApplicationException : Exception
{
    /// <summary>A failure without a message.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>A failure.</summary>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>A failure caused by another.</summary>
    public DistributedApplicationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
