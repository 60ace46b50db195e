namespace SrePlatform.ControlPlane.Features.Home;

/// <summary>A cell of the board.</summary>
/// <param name="Tone">Colour of a value that stands out.</param>
internal sealed record SignalCell(Signal? Signal, string Unit, string? Tone, string Label);
