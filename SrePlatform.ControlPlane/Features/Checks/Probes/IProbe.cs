namespace SrePlatform.ControlPlane.Features.Checks.Probes;

/// <summary>A way to ask something of a target: one per kind of check.</summary>
internal interface IProbe
{
    CheckKind Kind { get; }

    /// <summary>Asks once. What the target does wrong is a result; the timeout arrives as the token's cancellation.</summary>
    Task<ProbeAnswer> AskAsync(ClaimedCheck check, CancellationToken cancellationToken);
}

/// <summary>What a target answered.</summary>
/// <param name="Succeeded">Whether it is as it should be.</param>
/// <param name="Detail">In words, for people.</param>
internal sealed record ProbeAnswer(bool Succeeded, string Detail)
{
    public int? HttpStatus { get; init; }

    public DateTimeOffset? CertificateExpiresAt { get; init; }
}

/// <summary>How asking ended, and how long it took.</summary>
internal sealed record ProbeResult(bool Succeeded, string Detail, TimeSpan Duration, int? HttpStatus = null, DateTimeOffset? CertificateExpiresAt = null);
