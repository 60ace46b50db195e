namespace SrePlatform.Assistant.Rca;

/// <summary>A caller depends on a callee; causes travel from callee to caller.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Callee">Who is called.</param>
/// <param name="RequestsPerSecond">Usual traffic on the edge; 0 where unknown.</param>
public sealed record CallEdge(string Caller, string Callee, double RequestsPerSecond = 0);
