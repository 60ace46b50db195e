using SrePlatform.ControlPlane.Features.Postmortems.Record;

namespace SrePlatform.ControlPlane.Features.Postmortems.Drafting;

/// <summary>A first text: sentences in sections, each with what it rests on.</summary>
internal sealed record PostmortemDraft(IReadOnlyList<Statement> Statements, DraftOrigin Origin);
